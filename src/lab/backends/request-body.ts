import { ChunkedDecoder } from '../../probe/chunked-decoder.ts';
import type { Connection } from '../../probe/connection.ts';
import { headerList } from '../../websocket/header.ts';
import type { RequestHead } from './request-head.ts';

/** True where a body with content is announced (RFC 9112 6). */
export function hasBody(head: RequestHead): boolean {
  return isChunked(head) || contentLength(head) > 0;
}

/** Reads a request's body away; false where the connection ended in it, or it is broken. */
export async function skipBody(connection: Connection, head: RequestHead): Promise<boolean> {
  if (isChunked(head)) return skipChunked(connection);
  let missing = contentLength(head);
  while (missing > 0) {
    const reading = await connection.read(Number.POSITIVE_INFINITY);
    if (reading.kind !== 'bytes') return false;
    connection.unread(reading.bytes.subarray(missing));
    missing -= Math.min(missing, reading.bytes.length);
  }
  return true;
}

async function skipChunked(connection: Connection): Promise<boolean> {
  const decoder = new ChunkedDecoder();
  for (;;) {
    const reading = await connection.read(Number.POSITIVE_INFINITY);
    if (reading.kind !== 'bytes') return false;
    const { done, rest, broken } = decoder.push(reading.bytes);
    if (broken !== null) return false;
    if (!done) continue;
    connection.unread(rest);
    return true;
  }
}

/** RFC 9112 6.3: a transfer coding overrides a length. */
function isChunked({ headers }: RequestHead): boolean {
  return headerList(headers, 'Transfer-Encoding').at(-1)?.toLowerCase() === 'chunked';
}

function contentLength({ headers }: RequestHead): number {
  const [length = ''] = headerList(headers, 'Content-Length');
  return /^\d{1,15}$/.test(length) ? Number(length) : 0;
}
