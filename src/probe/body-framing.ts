import { headerHasToken, headerList, headerValues } from '../websocket/header.ts';
import type { ResponseHead } from './response-head.ts';

/** How the end of a response's body is found (RFC 9112 6.3). */
export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' };

/** The framing, or a sentence on why it cannot be known. */
export type JudgedFraming =
  | BodyFraming
  | {
      readonly kind: 'broken';
      readonly message: string;
    };

/** How the body that follows this head is framed, by the rules of RFC 9112 6.3 in their order. */
export function bodyFraming(head: ResponseHead, method: string): JudgedFraming {
  const { status, headers } = head;
  // Rule 1: no body, whatever the fields say.
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) {
    return { kind: 'none' };
  }
  // Rules 3 and 4: a transfer coding overrides a length; another last one than chunked ends by close.
  const codings = headerList(headers, 'transfer-encoding');
  if (codings.length > 0) {
    return codings.at(-1)?.toLowerCase() === 'chunked'
      ? { kind: 'chunked' }
      : { kind: 'until-close' };
  }
  const lengths = new Set(headerList(headers, 'content-length'));
  const [length] = lengths;
  if (length === undefined) return { kind: 'until-close' };
  // Rule 5: repeats of one valid number count as that number, all else is unrecoverable.
  if (lengths.size === 1 && /^\d{1,15}$/.test(length)) {
    return { kind: 'length', bytes: Number(length) };
  }
  const got = headerValues(headers, 'content-length').join(', ');
  return { kind: 'broken', message: `Got Content-Length "${got}"; expected one number.` };
}

/** True where the connection may carry another request after this response (RFC 9112 9.3). */
export function keepsAlive(head: ResponseHead, framing: BodyFraming): boolean {
  if (framing.kind === 'until-close' || headerHasToken(head.headers, 'connection', 'close')) {
    return false;
  }
  return head.httpVersion === '1.1' || headerHasToken(head.headers, 'connection', 'keep-alive');
}
