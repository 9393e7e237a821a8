import type { AuthEvidence, ProxyProtocolEvidence, WireEvidence } from '../probe/lab-evidence.ts';
import { refusedWithoutAuthorization, upgradedSubrequest } from './auth-live.ts';
import { type LiveRule, liveWith } from './check.ts';

/** What else tells why a handshake did not arrive. */
interface Circumstances {
  readonly auth?: AuthEvidence;
  readonly proxyProtocol?: ProxyProtocolEvidence;
  readonly wire?: WireEvidence;
}

/** A handshake that does not get to its backend, where no other check tells why. */
export const routeLive: LiveRule = liveWith(
  ['handshake', 'delivery'],
  ['auth', 'proxyProtocol', 'wire'],
  function* ({ handshake, delivery, ...circumstances }) {
    const { status, detail } = handshake;
    if (delivery.arrival !== null) {
      return `a backend gets the handshake; the answer is ${status ?? 'none'}`;
    }
    const other = explainedBy(status, circumstances);
    if (other !== undefined) return { cannotTell: `${detail}: ${other}` };
    yield {
      message:
        status === null || status === 502 || status === 504
          ? `The handshake does not reach the backend; what the client gets is: ${detail}. See with "fairlead explain" where it is passed on to.`
          : `The handshake does not reach the backend: nginx answers it itself, with ${detail}. Another location, or another server, takes it than the one that proxies; "fairlead explain" shows which, and why.`,
    };
    return detail;
  },
);

/** The check that tells of it, in words; undefined where there is none. */
function explainedBy(
  status: number | null,
  { auth, proxyProtocol, wire }: Circumstances,
): string | undefined {
  if (status !== null && status >= 300 && status < 400) return 'see handshake-redirect';
  if (status === 429 || status === 503) return 'see limits';
  if (status === 401) return 'see auth';
  if (auth !== undefined && (upgradedSubrequest(auth) || refusedWithoutAuthorization(auth))) {
    return 'see auth';
  }
  if (proxyProtocol?.with.status === 101) return 'see proxy-protocol';
  const isUnread = (wire?.connections ?? []).length > 0;
  return isUnread ? 'the backend could not read what arrived' : undefined;
}
