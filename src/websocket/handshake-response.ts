import { acceptKey } from './accept-key.ts';
import { type HeaderPair, headerHasToken, headerList, headerValues } from './header.ts';
import type { Violation } from './violation.ts';

/** The rules of RFC 6455 4.1 that the answer to a handshake can break. */
export type HandshakeViolationCode =
  | 'status'
  | 'http-version'
  | 'upgrade-missing'
  | 'upgrade-value'
  | 'connection-missing'
  | 'connection-value'
  | 'accept-missing'
  | 'accept-repeated'
  | 'accept-value'
  | 'extension-unasked'
  | 'subprotocol-unasked';

/** The parts of a response head that the rules look at. */
export interface HandshakeAnswer {
  readonly status: number;
  /** Such as `1.1`. */
  readonly httpVersion: string;
  readonly headers: readonly HeaderPair[];
}

/** What the client asked for; the answer is judged against it. */
export interface HandshakeOffer {
  /** The `Sec-WebSocket-Key` that was sent. */
  readonly key: string;
  /** The header fields that were sent: subprotocols and extensions offered are read from them. */
  readonly headers: readonly HeaderPair[];
}

/** Every rule that the answer breaks, in the order of RFC 6455 4.1; none means: a tunnel is open. */
export async function judgeHandshakeResponse(
  answer: HandshakeAnswer,
  offer: HandshakeOffer,
): Promise<Violation<HandshakeViolationCode>[]> {
  return [
    judgeStatusLine(answer),
    judgeUpgrade(answer),
    judgeConnection(answer),
    judgeAccept(answer, await acceptKey(offer.key)),
    ...judgeExtensions(answer, offer),
    ...judgeSubprotocol(answer, offer),
  ].filter((violation) => violation !== null);
}

type Judgement = Violation<HandshakeViolationCode> | null;

function judgeStatusLine({ status, httpVersion }: HandshakeAnswer): Judgement {
  // RFC 6455 4.1, item 1 of what the client must validate; 4.2.2: any other status means no tunnel.
  if (status !== 101) {
    return {
      code: 'status',
      message: `Got status ${status}; expected 101.`,
      section: 'RFC 6455 4.1',
    };
  }
  // RFC 9110 15.2: HTTP/1.0 has no 1xx answers. Browsers refuse a 101 that claims it.
  if (httpVersion === '1.1') return null;
  const message = `Got a 101 over HTTP/${httpVersion}; expected HTTP/1.1.`;
  return { code: 'http-version', message, section: 'RFC 9110 15.2' };
}

/** RFC 6455 4.1, item 2: there, and equal to "websocket" without case. */
function judgeUpgrade({ headers }: HandshakeAnswer): Judgement {
  const section = 'RFC 6455 4.1';
  const value = headerValues(headers, 'upgrade').join(', ');
  if (value === '') {
    return {
      code: 'upgrade-missing',
      message: 'Got no Upgrade header; expected "websocket".',
      section,
    };
  }
  if (value.toLowerCase() === 'websocket') return null;
  const message = `Got Upgrade "${value}"; expected "websocket".`;
  return { code: 'upgrade-value', message, section };
}

/** RFC 6455 4.1, item 3: there, with the token "Upgrade" without case. */
function judgeConnection({ headers }: HandshakeAnswer): Judgement {
  const section = 'RFC 6455 4.1';
  const value = headerValues(headers, 'connection').join(', ');
  if (value === '') {
    const message = 'Got no Connection header; expected the token "Upgrade".';
    return { code: 'connection-missing', message, section };
  }
  if (headerHasToken(headers, 'connection', 'upgrade')) return null;
  const message = `Got Connection "${value}"; expected the token "Upgrade" in it.`;
  return { code: 'connection-value', message, section };
}

/** RFC 6455 4.1, item 4, and 11.3.3: there, once, and the answer to our key. */
function judgeAccept({ headers }: HandshakeAnswer, expected: string): Judgement {
  const [value, ...more] = headerValues(headers, 'sec-websocket-accept');
  if (value === undefined) {
    const message = `Got no Sec-WebSocket-Accept header; expected "${expected}".`;
    return { code: 'accept-missing', message, section: 'RFC 6455 4.1' };
  }
  if (more.length > 0) {
    const message = `Got Sec-WebSocket-Accept ${more.length + 1} times; expected it once.`;
    return { code: 'accept-repeated', message, section: 'RFC 6455 11.3.3' };
  }
  if (value === expected) return null;
  const message = `Got Sec-WebSocket-Accept "${value}"; expected "${expected}", the answer to our key. Whoever answered did not read this handshake.`;
  return { code: 'accept-value', message, section: 'RFC 6455 4.1' };
}

/** RFC 6455 4.1, item 5: no extension that was not offered. */
function judgeExtensions(answer: HandshakeAnswer, offer: HandshakeOffer): Judgement[] {
  const nameOf = (extension: string): string => extension.split(';', 1)[0]?.trim() ?? '';
  const offered = headerList(offer.headers, 'sec-websocket-extensions').map(nameOf);
  return headerList(answer.headers, 'sec-websocket-extensions')
    .map(nameOf)
    .filter((name) => !offered.includes(name))
    .map((name) => ({
      code: 'extension-unasked',
      message: `Got the extension "${name}"; expected none that was not asked for (${listed(offered)}).`,
      section: 'RFC 6455 4.1',
    }));
}

/** RFC 6455 4.1, item 6: one of the subprotocols that were offered, or none. */
function judgeSubprotocol(answer: HandshakeAnswer, offer: HandshakeOffer): Judgement[] {
  const offered = headerList(offer.headers, 'sec-websocket-protocol');
  // Several values are one name that nobody offered: the field holds one token only (11.3.4).
  const value = headerValues(answer.headers, 'sec-websocket-protocol').join(', ');
  if (value === '' || offered.includes(value)) return [];
  const message = `Got the subprotocol "${value}"; expected one that was asked for (${listed(offered)}).`;
  return [{ code: 'subprotocol-unasked', message, section: 'RFC 6455 4.1' }];
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none was' : names.join(', ');
}
