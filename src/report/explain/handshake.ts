import type { Trace, Unknown, UpstreamHeader, UpstreamRequest } from '../../nginx/model/index.ts';

/** What a backend makes of the handshake that nginx sends it. */
export type HandshakeView =
  | { readonly kind: 'whole' }
  /** It is none any more; `says` completes "the backend sees …", `answers` "it will answer …". */
  | { readonly kind: 'broken'; readonly says: string; readonly answers: string }
  | { readonly kind: 'unknown'; readonly unknown: Unknown };

/** Whether a request asks for a WebSocket. */
export function isHandshake({ request }: Trace): boolean {
  return request.headers.some(
    ({ name, value }) => name.toLowerCase() === 'upgrade' && /\bwebsocket\b/i.test(value),
  );
}

/** Judges it by RFC 6455, section 4.2.1. */
export function viewHandshake(request: UpstreamRequest): HandshakeView {
  const { headers, httpVersion, method } = request;
  const missing = unknownOf(headers, 'upgrade') ?? unknownOf(headers, 'connection');
  const upgrade = has(headers, 'upgrade', 'websocket');
  const connection = has(headers, 'connection', 'upgrade');
  const sent = headers.some(({ name }) => name.toLowerCase() === 'upgrade');
  if (!sent && !connection) return PLAIN;
  if (missing !== undefined) return { kind: 'unknown', unknown: missing };
  if (!sent) return broken('Connection: upgrade without an Upgrade', REFUSED);
  if (!upgrade)
    return broken(`Upgrade: ${textOf(headers, 'upgrade')}, which is no WebSocket`, REFUSED);
  if (!connection) return broken(withoutConnection(headers), REFUSED);
  if (httpVersion === '2') return broken('a request in HTTP/2, which upgrades nothing', '502');
  if (method.text !== undefined && method.text !== 'GET') {
    return broken(`a handshake by ${method.text} instead of GET`, '400, 404 or 405');
  }
  for (const name of ['Sec-WebSocket-Key', 'Sec-WebSocket-Version'] as const) {
    if (!headers.some((header) => header.name.toLowerCase() === name.toLowerCase())) {
      return broken(`a handshake without ${name}`, '400');
    }
  }
  const twice = SINGLE.find((name) => count(headers, name) > 1);
  if (twice !== undefined) return broken(`${twice} twice`, '400');
  if (httpVersion === '1.0') {
    return broken(
      'a handshake in HTTP/1.0, where RFC 6455 asks for 1.1',
      '400 or 426 if it is strict',
    );
  }
  return { kind: 'whole' };
}

const REFUSED = '400, 404 or 426';
const PLAIN: HandshakeView = broken('a plain GET', REFUSED);

/** RFC 9112, section 3.2, and RFC 6455, sections 11.3.1 and 11.3.5, allow each only once. */
const SINGLE = ['Host', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version'] as const;

function withoutConnection(headers: readonly UpstreamHeader[]): string {
  const value = textOf(headers, 'connection');
  return value === ''
    ? 'an Upgrade without Connection: upgrade, which is no handshake'
    : `Connection: ${value}, so the Upgrade is not for it`;
}

function broken(says: string, answers: string): HandshakeView {
  return { kind: 'broken', says, answers };
}

function has(headers: readonly UpstreamHeader[], name: string, token: string): boolean {
  const tokens = textOf(headers, name).toLowerCase().split(',');
  return tokens.some((one) => one.trim() === token);
}

function textOf(headers: readonly UpstreamHeader[], name: string): string {
  return headers
    .filter((header) => header.name.toLowerCase() === name)
    .map(({ value }) => value.text ?? '?')
    .join(', ');
}

function count(headers: readonly UpstreamHeader[], name: string): number {
  return headers.filter((header) => header.name.toLowerCase() === name.toLowerCase()).length;
}

function unknownOf(headers: readonly UpstreamHeader[], name: string): Unknown | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value.unknown;
}
