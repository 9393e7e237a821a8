import type { Level } from '../../nginx/model/index.ts';
import type { Directive } from '../../nginx/syntax/index.ts';
import type { ConfigurationEvidence } from '../configuration.ts';
import { remembered } from '../remembered.ts';

/** Blocks of `http` in which directives stand; those of a map are its own lines. */
const LEVELS = new Set(['server', 'location', 'if', 'limit_except']);

/** http, its servers and all that opens inside them. */
export const everyLevel: (http: Level) => readonly Level[] = remembered((http: Level) =>
  levelsIn(http, undefined),
);

/** The same, but for servers that an earlier one stands for. */
export const judgedLevels: (evidence: ConfigurationEvidence) => readonly Level[] = remembered(
  ({ model: { http }, twins }: ConfigurationEvidence) => {
    if (http === undefined) return [];
    return twins === undefined ? everyLevel(http) : levelsIn(http, twins);
  },
);

/** The `upstream` groups, but for those of such servers. */
export function judgedGroups({ model: { http }, twins }: ConfigurationEvidence): Level[] {
  if (http === undefined) return [];
  if (twins === undefined) return http.blocks('upstream');
  const judged = http.named('upstream').filter(({ directive }) => !twins.has(directive));
  return judged.filter(({ directive }) => directive.block).map((group) => http.inside(group));
}

function levelsIn(http: Level, without: ReadonlySet<Directive> | undefined): readonly Level[] {
  const levels = [http];
  // The list grows while it is gone through: blocks may nest deeper than the stack reaches.
  for (const level of levels) {
    for (const placed of level.blockLines) {
      const { name } = placed.directive;
      if (without?.has(placed.directive)) continue;
      if (LEVELS.has(name) && isLevel(level, name)) levels.push(level.inside(placed));
    }
  }
  return levels;
}

/** Whether such a block may stand there at all. */
function isLevel({ context }: Level, name: string): boolean {
  if (name === 'server') return context === 'http';
  if (name === 'limit_except') return context === 'location';
  return context === 'server' || context === 'location';
}
