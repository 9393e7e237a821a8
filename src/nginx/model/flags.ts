import type { Level } from './level.ts';

/** Whether an on-or-off directive is on at a level; `otherwise` where it is not written. */
export function isFlagOn(level: Level, name: string, otherwise: boolean): boolean {
  const value = level.effective(name).at(-1)?.directive.args[0]?.value;
  return value === undefined ? otherwise : value.toLowerCase() === 'on';
}

/** The first argument of the line that is in effect, if one is. */
export function settingOf(level: Level, name: string): string | undefined {
  return level.effective(name).at(-1)?.directive.args[0]?.value;
}
