import type { Arrival } from '../probe/arrival.ts';
import type { AuthEvidence } from '../probe/lab-evidence.ts';
import { type LiveRule, live } from './check.ts';
import { headerOf } from './headers.ts';

/** What stands between a handshake and its backend, and what it would take to get by. */
export const authLive: LiveRule = live(['auth'], function* ({ auth }) {
  const { plain, authorized } = auth;
  const subrequest = upgradedSubrequest(auth);
  if (subrequest !== undefined) {
    yield {
      ...(plain.status === 101 ? {} : { severity: 'error' }),
      message: `auth_request asks ${subrequest} (or mirror does) with the handshake's own Upgrade and Connection: the server behind it is asked for a WebSocket. Where it answers 101, nginx closes the client's connection ("connection upgrade in subrequest"); where it refuses the upgrade, the handshake ends in 500. Here the client got: ${plain.detail}. Send both headers empty in that location.`,
    };
    return `${subrequest} is asked with Upgrade`;
  }
  if (refusedWithoutAuthorization(auth)) {
    yield refusal(auth);
    return `${plain.status} without Authorization, ${authorized.status} with it`;
  }
  if (plain.status === 401 || plain.status === 403) {
    return { cannotTell: `${plain.detail}, with an Authorization header too` };
  }
  return `${plain.status ?? 'no answer'} without Authorization`;
});

/** Whom nginx asks with the upgrade, before it goes on; undefined where it asks nobody so. */
export function upgradedSubrequest({ arrivals, elsewhere, log }: AuthEvidence): string | undefined {
  const upgraded = [...elsewhere, ...earlier(arrivals)].find(
    (arrival) => headerOf(arrival, 'Upgrade') !== null,
  );
  if (upgraded !== undefined) return pathOf(upgraded);
  const isLogged = log.some((line) => line.includes('connection upgrade in subrequest'));
  const [asked] = arrivals;
  return isLogged ? (asked === undefined ? 'another location' : pathOf(asked)) : undefined;
}

/** Requests for other paths that came before the handshake itself: a retry has the same path. */
function earlier(arrivals: readonly Arrival[]): Arrival[] {
  const last = arrivals.at(-1);
  return arrivals.filter((arrival) => last !== undefined && pathOf(arrival) !== pathOf(last));
}

function pathOf({ requestLine }: Arrival): string {
  return requestLine.split(' ')[1]?.split('?')[0] ?? requestLine;
}

/** Whether nothing but a header that no page can set keeps a handshake out. */
export function refusedWithoutAuthorization({ plain, authorized }: AuthEvidence): boolean {
  if (plain.status === 101) return false;
  return authorized.status === 101 || isBasic(plain.challenge);
}

function isBasic(challenge: string | null): boolean {
  return /^basic\b/i.test(challenge ?? '');
}

/** The password of a page is sent along by Chrome and Firefox, but not by all browsers. */
function refusal({ plain }: AuthEvidence) {
  if (isBasic(plain.challenge)) {
    return {
      severity: 'advice',
      message: `The handshake is answered ${plain.status} and asked for a password, which a page cannot set on a WebSocket: it carries one only where the browser has asked for it on a page of this same site before, and Safari may send none even then. A login that sets a cookie works everywhere.`,
    } as const;
  }
  return {
    message: `Without Authorization the handshake is answered ${plain.status}, and a page cannot set that header on a WebSocket: no browser gets through. Take the token from a cookie, from the URL, or from Sec-WebSocket-Protocol.`,
  };
}
