/** Whether an answer to a handshake is what a fault leads to; null is no answer at all. */
type Prediction = (status: number | null) => boolean;

/** A backend that sees a plain request answers whatever it likes, but it does answer. */
const asPlainRequest: Prediction = (status) =>
  status !== null && status !== 101 && (status < 502 || status > 504);
const anyRefusal: Prediction = (status) => status !== null && status !== 101;
const oneOf =
  (...answers: readonly (number | null)[]): Prediction =>
  (status) =>
    answers.includes(status);

/** What a client sees of each fault that keeps a handshake from its 101. */
const PREDICTIONS: Readonly<Record<string, Prediction>> = {
  'config-valid': oneOf(null),
  route: anyRefusal,
  'pass-module': anyRefusal,
  'upgrade-headers': asPlainRequest,
  'header-inheritance': asPlainRequest,
  'http-version': asPlainRequest,
  'header-value': asPlainRequest,
  'duplicate-header': asPlainRequest,
  'uri-rewrite': asPlainRequest,
  'handshake-redirect': oneOf(301, 302, 303, 307, 308),
  'chain-hop': asPlainRequest,
  'proxy-protocol': oneOf(400, null),
  // An auth server that is asked with the upgrade answers 101, which nginx takes for no answer, or refuses it.
  auth: oneOf(401, 403, 302, 500, null),
  'upstream-tls': oneOf(400, 502),
  'upstream-address': oneOf(502, 504),
};

/** Whether a fault of this check explains that answer. */
export function explains(check: string, status: number | null): boolean {
  return PREDICTIONS[check]?.(status) ?? false;
}

/** Whether an error of this check leaves no handshake its 101. */
export function deniesUpgrade(check: string): boolean {
  return check in PREDICTIONS;
}

/** Ids of the checks that would have to find something for a handshake to be refused by nginx. */
export const deniers: readonly string[] = Object.keys(PREDICTIONS);
