import { describeArguments, takes } from '../catalog/argument-rule.ts';
import { type Context, opensContext } from '../catalog/context.ts';
import { type DirectiveForm, formsOf } from '../catalog/directive-form.ts';
import { isIn } from '../catalog/presence.ts';
import { unmeasuredModule } from '../catalog/third-party.ts';
import type { Placed } from '../syntax/configuration.ts';
import type { Directive } from '../syntax/tree.ts';
import type { Level } from './level.ts';
import { LinesInOrder } from './lines-in-order.ts';

/** Why nginx refuses a directive that is well written. */
export type RefusalCode =
  | 'unknown-directive'
  | 'not-allowed-here'
  | 'block-unexpected'
  | 'block-missing'
  | 'argument-count';

/** A directive that nginx refuses by its name, its place or its shape. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly placed: Placed;
  /** Where it stands. */
  readonly context: Context;
  /** What was got and what is expected, in a sentence. */
  readonly message: string;
}

/**
 * What nginx refuses of a configuration whose text it could read: unknown directives, those that may
 * not stand where they do, blocks and arguments too many or too few. In the order in which nginx meets
 * them, of which it names the first alone. Without a version, what no version takes. Blocks of `without`
 * are passed over.
 */
export function* refusals(
  main: Level,
  version?: string,
  without?: ReadonlySet<Directive>,
): Generator<Refusal> {
  const inOrder = new LinesInOrder(shapeOf);
  // A list instead of recursion: blocks may nest deeper than the stack reaches.
  const open: Reading[] = [{ level: main, next: 0 }];
  for (let reading = open.at(-1); reading !== undefined; reading = open.at(-1)) {
    const { level, next } = reading;
    const placed = level.lines[next];
    reading.next += 1;
    if (placed === undefined) {
      open.pop();
      continue;
    }
    if (!inOrder.has(placed, level.context)) {
      const refusal = judge(placed, level.context, version);
      if (refusal === undefined) inOrder.add(placed, level.context);
      else yield refusal;
    }
    // Lines of a map, and blocks of modules that nobody here knows, are their own affair.
    const { block, name } = placed.directive;
    if (block === undefined || without?.has(placed.directive)) continue;
    if (opensContext(name, level.context) !== undefined) {
      open.push({ level: level.inside(placed), next: 0 });
    }
  }
}

/** A number for how many arguments there are, and whether a block follows. */
function shapeOf({ argumentCount, block }: Directive): number {
  return block === undefined ? argumentCount : -1 - argumentCount;
}

/** A level, and which of its lines comes next. */
interface Reading {
  readonly level: Level;
  next: number;
}

/** In nginx's own order (ngx_conf_handler): name, context, block or not, number of arguments. */
function judge(placed: Placed, context: Context, version: string | undefined): Refusal | undefined {
  const { directive } = placed;
  const { name } = directive;
  const known = formsOf(name).filter((form) => isIn(form, version));
  const refuse = (code: RefusalCode, message: string) => ({ code, placed, context, message });
  if (known.length === 0) {
    if (formsOf(name).length === 0 && unmeasuredModule(name) !== undefined) return undefined;
    return refuse(
      'unknown-directive',
      `nginx${versionText(version)} knows no directive "${name}".`,
    );
  }
  const here = known.filter(({ contexts }) => contexts.includes(context));
  if (here.length === 0) {
    // Modules of others share names: those for Lua in stream are another one's than those in http.
    if (known.every(({ thirdParty }) => thirdParty)) return undefined;
    const places = [...new Set(known.flatMap(({ contexts }) => contexts))].join(', ');
    return refuse(
      'not-allowed-here',
      `"${name}" may not stand in ${context}; it may in ${places}.`,
    );
  }
  return judgeShape(placed, here, refuse);
}

function judgeShape(
  { directive }: Placed,
  here: readonly DirectiveForm[],
  refuse: (code: RefusalCode, message: string) => Refusal,
): Refusal | undefined {
  const { name, block, args } = directive;
  const wantsBlock = here.filter(({ kind }) => kind !== 'line' && kind !== 'flag');
  const fitting =
    block === undefined ? here.filter((form) => !wantsBlock.includes(form)) : wantsBlock;
  if (fitting.length === 0) {
    return block === undefined
      ? refuse('block-missing', `"${name}" is a block: got ";", expected "{".`)
      : refuse('block-unexpected', `"${name}" is no block: got "{", expected ";".`);
  }
  if (fitting.some((form) => takes(form.arguments, args.length))) return undefined;
  const expected = fitting.map((form) => describeArguments(form.arguments)).join(', or ');
  return refuse('argument-count', `"${name}" takes ${expected}; got ${args.length}.`);
}

function versionText(version: string | undefined): string {
  return version === undefined ? '' : ` ${version}`;
}
