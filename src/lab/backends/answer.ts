import { STATUS_CODES } from 'node:http';
import { latin1Bytes } from '../../probe/latin1.ts';
import type { HeaderPair } from '../../websocket/header.ts';

/** An answer with its whole body. */
export interface Answer {
  readonly status: number;
  /** Beside `Content-Length` and `Connection`. */
  readonly headers: readonly HeaderPair[];
  /** Of one-byte characters. */
  readonly body: string;
}

/** One sentence as an answer that refuses a request. */
export function refusal(
  status: number,
  sentence: string,
  headers: readonly HeaderPair[] = [],
): Answer {
  return { status, headers: [['Content-Type', 'text/plain'], ...headers], body: `${sentence}\n` };
}

/** The bytes of an answer. To a HEAD request it has no body (RFC 9110 9.3.2). */
export function answerBytes(
  { status, headers, body }: Answer,
  { isHead, keepsAlive }: { readonly isHead: boolean; readonly keepsAlive: boolean },
): Uint8Array {
  const head = responseHead(status, [
    ...headers,
    ['Content-Length', String(body.length)],
    ['Connection', keepsAlive ? 'keep-alive' : 'close'],
  ]);
  return latin1Bytes(isHead ? head : head + body);
}

/** The text of a status line and header fields, with the empty line that ends them. */
export function responseHead(status: number, headers: readonly HeaderPair[]): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join('\r\n');
}
