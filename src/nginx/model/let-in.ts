import type { Directive } from '../syntax/tree.ts';
import { addressRules } from './access/address-rule.ts';
import { askedBy, isBroughtByClient } from './brought-by-client.ts';
import type { Model } from './model.ts';
import type { TraceRequest } from './request.ts';
import { type Trace, trace } from './trace.ts';

/**
 * What becomes of a request that brings all that guards on its way ask for: the right address, a
 * password, a certificate, a cookie or a token. No file tells who has them, and what is wrong behind a
 * guard is wrong for all whom it lets in. What keeps everybody out does so here, too.
 */
export function letIn(model: Model, request: TraceRequest): Trace {
  const asked = withoutPass(request);
  let traced = trace(model, asked);
  const letInBy = new Set<Directive>();
  for (let guard = guardOf(traced); guard !== undefined; guard = guardOf(traced)) {
    // One that turns it away all the same has nothing to let in.
    if (letInBy.has(guard) || letInBy.size === MOST_GUARDS) return traced;
    letInBy.add(guard);
    traced = trace(model, { ...asked, letInBy: new Set(letInBy) });
  }
  return traced;
}

/** More than anybody puts in front of one path: for each, the request is followed once more. */
const MOST_GUARDS = 32;

/** The request that brings nothing of what guards ask for. */
export function withoutPass(request: TraceRequest): TraceRequest {
  if (request.letInBy === undefined) return request;
  const { letInBy: _, ...bare } = request;
  return bare;
}

/** The request of a client that is no browser: it comes from no page. */
export function withoutOrigin(request: TraceRequest): TraceRequest {
  return { ...request, headers: request.headers.filter(({ name }) => !/^origin$/i.test(name)) };
}

/** The lines that a request is let in by, but for those that ask for a variable, such as `http_origin`. */
export function guardsBut({ request, exchange }: Trace, variable: string): ReadonlySet<Directive> {
  const guards = [...(request.letInBy ?? [])];
  if (exchange === undefined) return new Set(guards);
  return new Set(guards.filter((guard) => !askedBy(guard, exchange).has(variable)));
}

/** The line that turns a request away for what it lacks; undefined where none does. */
function guardOf(traced: Trace): Directive | undefined {
  const refusal = traced.steps.findLast(({ kind }) => kind === 'access')?.at;
  if (refusal !== undefined)
    return letsSomeIn(traced, refusal.directive) ? refusal.directive : undefined;
  // The last one has answered, or would, if it were known whether it holds.
  const held = traced.steps.findLast(({ at }) => at !== undefined && turnsAway(at.directive))?.at;
  return held !== undefined && isBroughtByClient(traced, held.directive)
    ? held.directive
    : undefined;
}

/** Whether there are clients of other machines that it does not turn away. */
function letsSomeIn({ exchange }: Trace, refusal: Directive): boolean {
  const { name, args } = refusal;
  // What an auth server answers by itself it answers to all.
  if (name === 'auth_request') return false;
  if (name !== 'deny' || args[0]?.value !== 'all' || exchange === undefined) return true;
  const rules = addressRules(exchange.level).map(({ directive }) => directive);
  const allowed = rules.slice(0, rules.indexOf(refusal)).filter((rule) => rule.name === 'allow');
  return allowed.some((rule) => !LOOPBACK.test(rule.args[0]?.value ?? ''));
}

const LOOPBACK = /^(?:127\.|::1(?:\/|$)|unix:)/;

/** An `if` that answers by itself. */
function turnsAway({ name, block }: Directive): boolean {
  return name === 'if' && block?.children.some((line) => line.name === 'return') === true;
}
