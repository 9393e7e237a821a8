import { wrap } from '../text/wrap.ts';

/** Comments are broken at this many characters. */
const WIDTH = 96;

/** Lines of a configuration, without indentation of their own. */
export type Lines = readonly string[];

/** A block directive around lines. */
export function block(head: string, ...body: readonly Lines[]): Lines {
  return [`${head} {`, ...sections(...body).map((line) => (line === '' ? '' : `    ${line}`)), '}'];
}

/** Groups of lines with one empty line between them; empty groups vanish. */
export function sections(...groups: readonly Lines[]): Lines {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : ['', ...group]));
}

/** Directives under the reason that they are there for. */
export function because(reason: string, ...directives: readonly string[]): Lines {
  return [...wrap(reason, WIDTH).map((line) => `# ${line}`), ...directives];
}

/** A value as one nginx argument, quoted where nginx would otherwise read syntax in it. */
export function argument(value: string): string {
  return /[\s;{}#'"]/.test(value) ? `"${value.replaceAll('"', '\\"')}"` : value;
}
