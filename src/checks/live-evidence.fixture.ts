/** Evidence that was made up, for the tests of live rules. */
import type { Arrival } from '../probe/arrival.ts';
import type { HandshakeEvidence } from '../probe/evidence.ts';
import type { Answer, WireEvidence } from '../probe/lab-evidence.ts';

/** What a right handshake says, as it arrives at a backend. */
export const UPGRADE: Arrival['headers'] = [
  ['Upgrade', 'websocket'],
  ['Connection', 'upgrade'],
];

/** A request that arrived; a handshake where nothing else is said. */
export function arrivalOf(headers = UPGRADE, requestLine = 'GET /ws/ HTTP/1.1'): Arrival {
  return { node: 'a', connection: 1, peer: '127.0.0.1:1', requestLine, headers };
}

/** An answer whose detail is its status. */
export function answer(status: number | null): Answer {
  return { status, detail: `${status}` };
}

/** A handshake that was answered so. */
export function answered(status: number | null): HandshakeEvidence {
  const failure = status === null ? 'closed' : null;
  return { ...answer(status), failure, location: null, ms: 1, violations: [] };
}

/** A handshake that took no connection yet. */
export const WIRE: WireEvidence = {
  ...answer(101),
  connections: [],
  sentHost: 'app.example.com',
  host: 'app.example.com',
  byName: null,
};

/** One connection that arrived, of this protocol. */
export function over(
  protocol: WireEvidence['connections'][number]['protocol'],
  serverName?: string | null,
): WireEvidence['connections'] {
  return [{ node: 'a', protocol, serverName }];
}
