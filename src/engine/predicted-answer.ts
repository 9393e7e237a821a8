import type { HandshakeEvidence } from '../probe/evidence.ts';
import type { FailureKind } from '../probe/failure.ts';
import type { Finding } from './verdict.ts';

/** A status, or why there was none. */
export type Answer = number | FailureKind;

/** The answer to a handshake; null where nobody knows why there was none. */
export function answerOf({ status, failure }: HandshakeEvidence): Answer | null {
  return status ?? failure;
}

/** Whether nginx speaks of its backend by it, which is no word on its configuration. */
export function isOfBackend(status: number): boolean {
  return status >= 502 && status <= 504;
}

/** Whether an answer to a handshake is what a fault leads to. */
type Prediction = (answer: Answer) => boolean;

/** What other lines of nginx, or what a backend says of a client, are the usual reason for. */
const OF_OTHERS: readonly Answer[] = [101, 401, 403, 429, 500, 502, 503, 504];

/** A backend that sees a plain request answers as it likes, but it does answer. */
const asPlainRequest: Prediction = (answer) =>
  typeof answer === 'number' && !OF_OTHERS.includes(answer);
const anyRefusal: Prediction = (answer) => typeof answer === 'number' && answer !== 101;
/** What nginx answers by itself, or a backend that was not meant. */
const byAnother: Prediction = (answer) =>
  anyRefusal(answer) && ![401, 429, 502, 503, 504].some((status) => status === answer);
const oneOf =
  (...answers: readonly Answer[]): Prediction =>
  (answer) =>
    answers.includes(answer);
const NOT_STARTED: FailureKind = 'refused';
/** nginx hangs up without a word. */
const HUNG_UP: readonly FailureKind[] = ['closed', 'reset'];

/** What a client sees of each fault that keeps a handshake from its 101. */
const PREDICTIONS: Readonly<Record<string, Prediction>> = {
  'config-valid': oneOf(NOT_STARTED),
  // A `return 444`, and a port without TLS.
  route: (answer) => byAnother(answer) || [...HUNG_UP, 'tls'].some((one) => one === answer),
  'pass-module': anyRefusal,
  'upgrade-headers': asPlainRequest,
  'header-inheritance': asPlainRequest,
  'http-version': asPlainRequest,
  'header-value': asPlainRequest,
  'duplicate-header': asPlainRequest,
  'uri-rewrite': asPlainRequest,
  'handshake-redirect': oneOf(301, 302, 303, 307, 308),
  'chain-hop': byAnother,
  'proxy-protocol': oneOf(400, ...HUNG_UP),
  // An auth server that is asked with the upgrade answers 101, which nginx takes for no answer, or refuses it.
  auth: oneOf(401, 403, 302, 500, ...HUNG_UP),
  'upstream-tls': oneOf(400, 502),
  'upstream-address': oneOf(502, 504),
};

/** Whether a fault of this check explains that answer; null is none, and nobody knows why. */
export function explains(check: string, answer: Answer | null): boolean {
  const predicts = PREDICTIONS[check];
  if (predicts === undefined) return false;
  return answer === null ? [NOT_STARTED, ...HUNG_UP].some(predicts) : predicts(answer);
}

/** Whether a finding is a cause of that answer; advice is where the answer is hardly a sign of anything else. */
export function isCauseOf(
  { check, severity }: Pick<Finding, 'check' | 'severity'>,
  answer: Answer | null,
): boolean {
  if (severity !== 'advice') return explains(check, answer);
  return check === 'proxy-protocol' && HUNG_UP.some((one) => one === answer);
}

/** Whether an error of this check leaves no handshake its 101. */
export function deniesUpgrade(check: string): boolean {
  return check in PREDICTIONS;
}

/** Ids of the checks that would have to find something for a handshake to be refused by nginx. */
export const deniers: readonly string[] = Object.keys(PREDICTIONS);
