/** What a close code says. */
export interface CloseCode {
  readonly code: number;
  /** Short name, such as `going away`. */
  readonly name: string;
  /** What it tells a person who looks for the cause. */
  readonly meaning: string;
  /** May stand in a close frame. 1005, 1006 and 1015 never do: a client makes them up. */
  readonly mayBeSent: boolean;
}

/** RFC 6455 7.4.1, and for 1012 to 1014 the registry of 11.7 that IANA keeps. */
const NAMED: readonly CloseCode[] = [
  sent(1000, 'normal closure', 'The work of this socket is done.'),
  sent(1001, 'going away', 'The server is stopping, or the page was left.'),
  sent(1002, 'protocol error', 'The other side broke a rule of RFC 6455.'),
  sent(1003, 'unsupported data', 'The other side sent a kind of message that is not accepted.'),
  madeUp(1004, 'reserved', 'It has no meaning and must not be used.'),
  madeUp(1005, 'no status received', 'A close frame came, but without a code.'),
  madeUp(
    1006,
    'abnormal closure',
    'The connection ended without a close frame: something on the path cut it, often an idle timeout.',
  ),
  sent(1007, 'invalid payload data', 'A message did not hold what its kind promises: no UTF-8.'),
  sent(1008, 'policy violation', 'The other side refuses this client or this message.'),
  sent(1009, 'message too big', 'A message was larger than the other side accepts.'),
  sent(1010, 'mandatory extension', 'The client needs an extension that the server did not agree.'),
  sent(1011, 'internal error', 'The server met something that it did not expect.'),
  sent(1012, 'service restart', 'The server restarts; come back after a short random wait.'),
  sent(1013, 'try again later', 'The server is overloaded; come back later.'),
  sent(1014, 'bad gateway', 'A gateway on the path got an invalid answer from behind it.'),
  madeUp(1015, 'TLS handshake', 'The TLS handshake failed; there never was a tunnel.'),
];

const BY_CODE: ReadonlyMap<number, CloseCode> = new Map(NAMED.map((entry) => [entry.code, entry]));

/** The codes with which our own side ends a tunnel (RFC 6455 7.4.1). */
export const CLOSE = {
  normal: 1000,
  protocolError: 1002,
  invalidPayload: 1007,
  tooBig: 1009,
} as const;

/** What the code means; every number has an answer (RFC 6455 7.4.1, and 7.4.2 for the ranges). */
export function closeCode(code: number): CloseCode {
  return BY_CODE.get(code) ?? byRange(code);
}

function byRange(code: number): CloseCode {
  if (code >= 3000 && code <= 3999) {
    return sent(code, 'registered', 'A library or framework gave it its meaning, listed at IANA.');
  }
  if (code >= 4000 && code <= 4999) {
    return sent(code, 'private', 'The application itself gave it its meaning.');
  }
  if (code >= 1000 && code <= 2999) {
    return madeUp(code, 'unassigned', 'It is kept for later versions of the protocol.');
  }
  return madeUp(code, 'invalid', 'Close codes run from 1000 to 4999.');
}

function sent(code: number, name: string, meaning: string): CloseCode {
  return { code, name, meaning, mayBeSent: true };
}

function madeUp(code: number, name: string, meaning: string): CloseCode {
  return { code, name, meaning, mayBeSent: false };
}
