import { addressRules, passesOn, type Trace } from '../nginx/model/index.ts';
import { type Placed, placeOf } from '../nginx/syntax/index.ts';
import type { ConfigProblem, SocketPath } from './configuration.ts';

/** Address rules that let nobody in. Where this machine alone gets in, a tunnel on it may be meant. */
export function* judgeAddresses(path: SocketPath): Generator<ConfigProblem> {
  const { exchange, location } = path.handshake;
  const refusal = denialOf(path.handshake);
  if (refusal?.directive.name !== 'deny' || exchange === undefined) return;
  // What is led to a later hop, or to a location for files, is told of where it is led there.
  if (path.isLaterHop || location === undefined || !passesOn(location)) return;
  const rules = addressRules(exchange.level);
  const here = rules.indexOf(refusal);
  if (rules.slice(0, here).some(isAllow)) return;
  const late = rules.slice(here).filter(isAllow);
  yield {
    at: refusal,
    severity: 'error',
    message: `The handshake is answered 403, whoever asks: ${whyDenied(refusal, late)}`,
    related: late.map((at) => ({ at, message: 'comes too late' })),
  };
}

/** The line of the access phase that turns everybody away: guards let those in whom they may. */
export function denialOf({ steps }: Trace): Placed | undefined {
  return steps.findLast(({ kind }) => kind === 'access')?.at;
}

function isAllow({ directive }: Placed): boolean {
  return directive.name === 'allow';
}

function whyDenied({ directive }: Placed, late: readonly Placed[]): string {
  const [first] = late;
  if (first !== undefined) {
    return `the first rule that fits decides, and deny all stands before the allow of line ${placeOf(first).line}. Put deny all behind the last allow.`;
  }
  const { owner } = directive.parent;
  if (owner?.name === 'limit_except') {
    const methods = owner.args.map(({ value }) => value);
    return `every handshake is a GET, and limit_except ${methods.join(' ')} is in force for all but ${methods.join(' and ')}. Add GET to it.`;
  }
  return 'deny all is in effect here, and no allow stands before it. Allow the addresses of your users before it, or take it out.';
}
