import type { Model } from '../../nginx/model/index.ts';
import { type Refusal, refusals } from '../../nginx/model/refusals.ts';
import { type Placed, removeDirective } from '../../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigurationEvidence, Fix } from '../configuration.ts';
import { insertedAtHttp } from '../fixes/http-level.ts';
import { familyProblem, foreignFamilies } from './foreign-families.ts';
import { meantDirective, renamed } from './imagined-directives.ts';
import type { MissingSemicolons } from './missing-semicolons.ts';
import { REFUSED } from './refused.ts';
import { swallowedLines } from './swallowed-lines.ts';

/** Directives that nginx refuses by their name, their place or their shape. */
export function* judgeRefusals({ model, twins }: ConfigurationEvidence): Generator<ConfigProblem> {
  const all = firstOf(refusals(model.main, model.version, twins));
  const families = foreignFamilies(all);
  for (const [prefix, members] of families) yield familyProblem(prefix, members);
  const foreign = new Set([...families.values()].flat());
  for (const refusal of all) {
    if (foreign.has(refusal)) continue;
    const { code, placed, message } = refusal;
    const moved = misplacedMap(refusal) ? moveToHttp(model, placed) : undefined;
    const swallowed = swallowedLines(refusal, model.version);
    const meant = meantDirective(refusal);
    yield {
      at: placed,
      ...(swallowed && { span: swallowed.span }),
      where: placed.directive.name,
      message: `${REFUSED} ${message}${cure(moved, swallowed, meant)}`,
      fix: moved ?? swallowed?.fix ?? (meant === undefined ? undefined : renamed(placed, meant)),
      // What nobody here knows may be of a module, and its neighbours are what they are.
      ...(code !== 'unknown-directive' && { spoils: 'block' as const }),
    };
  }
}

/** So many that nobody reads them all; nginx itself names the first alone. */
const MOST_REFUSALS = 1000;

function firstOf(refused: Iterable<Refusal>): Refusal[] {
  const found: Refusal[] = [];
  for (const refusal of refused) {
    if (found.length === MOST_REFUSALS) return [...found.slice(0, -1), withMore(refusal)];
    found.push(refusal);
  }
  return found;
}

function withMore(refusal: Refusal): Refusal {
  const message = `${refusal.message} More than ${MOST_REFUSALS} lines are refused, and the rest is not listed: mend these first.`;
  return { ...refusal, message };
}

function cure(
  moved: Fix | undefined,
  swallowed: MissingSemicolons | undefined,
  meant: string | undefined,
): string {
  if (moved !== undefined) return ' Move it in front of the servers.';
  if (meant !== undefined) return ` A tunnel obeys ${meant}: write that.`;
  return swallowed === undefined
    ? ''
    : ` A ";" is missing at the end of line ${swallowed.line}, so that the next line is taken for more of it.`;
}

function misplacedMap({ code, placed }: Refusal): boolean {
  const { name, block } = placed.directive;
  return code === 'not-allowed-here' && block !== undefined && /^(?:map|geo)$/.test(name);
}

/** Nothing else changes, as nothing ran with the block where it stands. */
function moveToHttp(model: Model, { directive, file }: Placed): Fix | undefined {
  const inserted = insertedAtHttp(model, textOf({ directive, file }));
  if (inserted === undefined) return undefined;
  const removed = removeDirective(directive).map((edit) => ({ file, edit }));
  return {
    title: `Move the ${directive.name} to http level`,
    safe: true,
    edits: [...inserted, ...removed],
  };
}

/** A block as it is written, its lines as far left as its first. */
function textOf({ directive, file }: Pick<Placed, 'directive' | 'file'>): string {
  const { chars } = file.source;
  const { start, end } = directive.span;
  const lineStart = chars.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(chars.slice(lineStart, start))?.[0] ?? '';
  const lines = chars.slice(start, end).split(/\r?\n/);
  return lines
    .map((line, index) => (index > 0 && line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}
