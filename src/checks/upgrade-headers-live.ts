import type { Arrival } from '../probe/arrival.ts';
import type { AuthEvidence, ChainEvidence } from '../probe/lab-evidence.ts';
import { upgradedSubrequest } from './auth-live.ts';
import { type LiveRule, liveWith } from './check.ts';
import { hasToken, headerOf } from './headers.ts';

/** Whether the backend hears that a WebSocket is asked for. */
export const upgradeHeadersLive: LiveRule = liveWith(
  ['handshake', 'delivery'],
  ['auth', 'chain'],
  function* ({ handshake, delivery: { arrival, detail: answer }, ...circumstances }) {
    const { status, detail, ms } = handshake;
    if (arrival === null) return { cannotTell: `nothing reached the backend: ${answer}` };
    const other = status === 101 ? undefined : explainedBy(circumstances);
    if (other !== undefined) return { cannotTell: `${detail}: ${other}` };
    const missing = missingHeaders(arrival);
    if (missing.length > 0) {
      yield {
        message: `The backend sees a plain GET (${missing.join(' and ')} did not arrive) and answers 400, 404 or 426 instead of 101. Set Upgrade and Connection where the socket is served.`,
      };
    } else if (status !== 101 && isRightHandshake(arrival)) {
      yield {
        message: `The upgrade arrives, but the answer is not 101: ${detail}.${hint(status)}`,
      };
    }
    const saw = [
      versionOf(arrival),
      ...['Upgrade', 'Connection'].map((name) => `${name}: ${headerOf(arrival, name) ?? '—'}`),
    ];
    return `${status ?? 'no answer'} in ${Math.round(ms)} ms; backend saw ${saw.join(', ')}`;
  },
);

/** The check that tells of it, in words; undefined where there is none. */
function explainedBy({
  auth,
  chain,
}: {
  readonly auth?: AuthEvidence;
  readonly chain?: ChainEvidence;
}): string | undefined {
  if (auth !== undefined && upgradedSubrequest(auth) !== undefined) return 'see auth';
  return chain?.hops.some(({ status }) => status === 101) ? 'see chain-hop' : undefined;
}

/** Without a line for it, nginx before 1.29.7 sends Connection: close. */
function missingHeaders(arrival: Arrival): string[] {
  const connection = headerOf(arrival, 'Connection')?.toLowerCase() ?? 'close';
  return [
    ...(headerOf(arrival, 'Upgrade') === null ? ['Upgrade'] : []),
    ...(connection === 'close' ? ['Connection: upgrade'] : []),
  ];
}

/** What is wrong with other handshakes is for http-version, header-value and duplicate-header to tell. */
function isRightHandshake(arrival: Arrival): boolean {
  const names = arrival.headers.map(([name]) => name.toLowerCase());
  return (
    versionOf(arrival) === 'HTTP/1.1' &&
    hasToken(arrival, 'Upgrade', 'websocket') &&
    hasToken(arrival, 'Connection', 'upgrade') &&
    new Set(names).size === names.length
  );
}

function versionOf({ requestLine }: Arrival): string | undefined {
  return requestLine.split(' ').at(-1);
}

function hint(status: number | null): string {
  if (status === 502 || status === 504) return ' Is the backend running, at that address?';
  if (status === 404) return ' Is this the path at which the backend speaks WebSocket?';
  if (status === 401 || status === 403)
    return ' The backend wants a login, a cookie or another Origin.';
  return '';
}
