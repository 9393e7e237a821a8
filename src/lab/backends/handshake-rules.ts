import type { BackendKind } from '../../probe/backend-kind.ts';
import { headerHasToken, headerList, headerValues } from '../../websocket/header.ts';
import { type Answer, refusal } from './answer.ts';
import type { RequestHead } from './request-head.ts';

/** The kinds of backend that answer. */
export type AnsweringKind = Exclude<BackendKind, 'slow' | 'silent' | 'dying'>;

/** A handshake, and whether it came over TLS. */
export interface JudgedRequest extends RequestHead {
  readonly isSecure: boolean;
}

type Rule = (request: JudgedRequest) => Answer | null;

const LENIENT: readonly Rule[] = [mustBeGet, mustUpgrade, mustHaveKey, mustBeVersion13];

const RULES: Readonly<Record<AnsweringKind, readonly Rule[]>> = {
  lenient: LENIENT,
  'big-answer': LENIENT,
  strict: [mustBeGet, mustUpgrade, mustBeHttp11, mustHaveOneHost, mustHaveKey, mustBeVersion13],
  'case-sensitive': [...LENIENT, mustBeInTheseLetters],
  'host-checking': [...LENIENT, mustComeFromHost],
  'origin-checking': [...LENIENT, mustComeFromForwarded],
};

/** The answer of such a backend to a handshake that it refuses; null where it takes it. */
export function judgeHandshake(request: JudgedRequest, kind: AnsweringKind): Answer | null {
  for (const rule of RULES[kind]) {
    const answer = rule(request);
    if (answer !== null) return answer;
  }
  return null;
}

/** RFC 6455 4.1: "The method of the request MUST be GET". */
function mustBeGet({ method }: JudgedRequest): Answer | null {
  if (method === 'GET') return null;
  return refusal(405, `The method is ${method}, and a WebSocket handshake is a GET.`, [
    ['Allow', 'GET'],
  ]);
}

/** RFC 6455 4.2.1, items 3 and 4; RFC 9110 15.5.22: a 426 names the protocol that is expected. */
function mustUpgrade({ headers }: JudgedRequest): Answer | null {
  const lacking = [['Upgrade', 'websocket'] as const, ['Connection', 'upgrade'] as const].filter(
    ([name, token]) => !headerHasToken(headers, name, token),
  );
  if (lacking.length === 0) return null;
  const absent = lacking.map(([name]) => name).filter((name) => textOf(headers, name) === null);
  const said =
    absent.length === 2
      ? 'no Upgrade and Connection headers arrived'
      : lacking.map(([name]) => inWords(headers, name)).join(', and ');
  return refusal(426, `${said}; a WebSocket handshake needs both.`, [['Upgrade', 'websocket']]);
}

/** RFC 6455 4.2.1, item 1, and RFC 9110 7.8: in an HTTP/1.0 request `Upgrade` must be ignored. */
function mustBeHttp11({ httpVersion }: JudgedRequest): Answer | null {
  if (httpVersion !== '1.0') return null;
  return refusal(505, 'HTTP/1.0, and an upgrade needs HTTP/1.1 (RFC 9110, section 7.8).');
}

/** RFC 9112 3.2: a request with no `Host`, or with more than one, is answered with 400. */
function mustHaveOneHost({ headers }: JudgedRequest): Answer | null {
  const hosts = headerValues(headers, 'Host');
  if (hosts.length === 1) return null;
  if (hosts.length === 0) return refusal(400, 'no Host header arrived, and there must be one.');
  const sentence = `${hosts.length} Host headers arrived (${hosts.join(', ')}), and there must be one.`;
  return refusal(400, sentence);
}

/** RFC 6455 4.2.1, item 5: "when decoded, is 16 bytes in length". */
function mustHaveKey({ headers }: JudgedRequest): Answer | null {
  const keys = headerValues(headers, 'Sec-WebSocket-Key');
  if (keys.length === 1 && /^[A-Za-z0-9+/]{22}==$/.test(keys[0] ?? '')) return null;
  return refusal(400, `${inWords(headers, 'Sec-WebSocket-Key')}, and one of 16 bytes is needed.`);
}

/** RFC 6455 4.2.2, step 4: the answer to another version names the one that is known. */
function mustBeVersion13({ headers }: JudgedRequest): Answer | null {
  if (headerValues(headers, 'Sec-WebSocket-Version').join() === '13') return null;
  return refusal(426, `${inWords(headers, 'Sec-WebSocket-Version')}, and 13 is needed.`, [
    ['Upgrade', 'websocket'],
    ['Sec-WebSocket-Version', '13'],
  ]);
}

/** Against RFC 6455 4.2.1, which compares without case; such servers are about. */
function mustBeInTheseLetters({ headers }: JudgedRequest): Answer | null {
  for (const [name, letters] of [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
  ] as const) {
    if (headerList(headers, name).includes(letters)) continue;
    const sentence = `${inWords(headers, name)}, and this server wants "${letters}" in these very letters.`;
    return refusal(400, sentence);
  }
  return null;
}

/** As Gorilla and Tornado do: the two texts are compared, a default port is not made up. */
function mustComeFromHost({ headers }: JudgedRequest): Answer | null {
  const origin = textOf(headers, 'Origin');
  const host = textOf(headers, 'Host') ?? '';
  if (origin === null || sameText(origin.replace(/^[a-z]+:\/\//i, ''), host)) return null;
  return refusal(403, `Origin ${origin}, but Host is ${host}.`);
}

/** As Action Cable does with the scheme and code-server with the host: the proxy's word goes first. */
function mustComeFromForwarded({ headers, isSecure }: JudgedRequest): Answer | null {
  const origin = textOf(headers, 'Origin');
  if (origin === null) return null;
  const [proto] = headerList(headers, 'X-Forwarded-Proto');
  const [forwardedHost] = headerList(headers, 'X-Forwarded-Host');
  const host = forwardedHost ?? textOf(headers, 'Host') ?? '';
  if (sameText(origin, `${proto ?? (isSecure ? 'https' : 'http')}://${host}`)) return null;
  const scheme =
    proto === undefined ? 'no X-Forwarded-Proto arrived' : `X-Forwarded-Proto is ${proto}`;
  const name = forwardedHost === undefined ? 'Host' : 'X-Forwarded-Host';
  return refusal(403, `Origin ${origin}, but ${scheme} and ${name} is ${host}.`);
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** All values of a header in one, or null where it did not arrive. */
function textOf(headers: JudgedRequest['headers'], name: string): string | null {
  const values = headerValues(headers, name);
  return values.length === 0 ? null : values.join(', ');
}

function inWords(headers: JudgedRequest['headers'], name: string): string {
  const value = textOf(headers, name);
  return value === null ? `no ${name} header arrived` : `${name} is "${value}"`;
}
