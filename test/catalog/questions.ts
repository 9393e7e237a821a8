import {
  acceptsArguments,
  type Context,
  type DirectiveForm,
  directiveIn,
  formsOf,
  isAllowed,
  measuredNames,
} from '../../src/nginx/catalog/index.ts';
import { FRONTS, type Question, type Verdict } from './probe.ts';

/** What questions are drawn from. */
export interface Source {
  readonly count: number;
  /** Whether nginx has a module: it is built in or loaded. */
  readonly has: (module: string) => boolean;
  /** Modules of which one has to know each name that is asked about; any, where it is left out. */
  readonly about?: (module: string) => boolean;
  /** Contexts that exist with these modules. */
  readonly contexts: readonly Context[];
}

/** Questions about directives of those modules; half of them where these are allowed. */
export function drawQuestions({ count, has, about = has, contexts }: Source): Question[] {
  const random = randomNumbers(20_261_122);
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[Math.floor(random() * list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  };
  const exists = (context: Context): boolean => contexts.includes(context);
  const names = measuredNames().filter((name) => {
    const forms = formsOf(name).filter((form) => form.contexts.some((one) => one in FRONTS));
    const ofInterest = forms.some((form) => about(form.module) && form.contexts.some(exists));
    return ofInterest && forms.every((form: DirectiveForm) => has(form.module));
  });
  return Array.from({ length: count }, () => {
    const name = pick(names);
    const ownContexts = formsOf(name).flatMap((form) => form.contexts);
    const context = pick(random() < 0.5 ? contexts : ownContexts.filter(exists));
    const isBlock = formsOf(name).some(({ kind }) => kind !== 'line' && kind !== 'flag');
    // A brace where none belongs is asked about now and then.
    const opensBlock = isBlock !== random() < 0.1;
    return { name, context, count: Math.floor(random() * 4), opensBlock };
  });
}

/** What nginx should say, in the order in which it looks (ngx_conf_handler). */
export function expectedVerdict(question: Question, version: string): Verdict {
  const { name, context, count, opensBlock } = question;
  const allowed = isAllowed(name, context, version);
  if (allowed === undefined) return 'unknown';
  if (!allowed) return 'not allowed';
  const kind = directiveIn(name, context, version)?.kind;
  const isLine = kind === 'line' || kind === 'flag';
  if (isLine && opensBlock) return 'line';
  if (!isLine && !opensBlock) return 'block missing';
  return acceptsArguments(name, count, context, version) ? 'fits' : 'arguments';
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
