import { concatBytes } from '../websocket/bytes.ts';
import { bodyFraming, keepsAlive } from './body-framing.ts';
import { BodyReader } from './body-reader.ts';
import type { Connection } from './connection.ts';
import type { Deadline } from './deadline.ts';
import { type Failed, failed } from './failure.ts';
import { readHead } from './read-head.ts';
import type { ResponseHead } from './response-head.ts';

/** Most bytes of a body that is read as a whole. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** A response head with the reader of the body behind it. */
export interface BegunResponse {
  readonly kind: 'begun';
  readonly head: ResponseHead;
  readonly body: BodyReader;
  /** True where another request may follow on the connection, once the body is read. */
  readonly keepsAlive: boolean;
}

/** A whole response. */
export interface HttpResponse extends ResponseHead {
  /** The content, without its transfer coding; a content coding such as gzip is not undone. */
  readonly body: Uint8Array;
  /** True where another request may follow on the connection. */
  readonly keepsAlive: boolean;
}

/** Reads a response up to its body. `method` is that of the request, `what` names it in messages. */
export async function beginResponse(
  connection: Connection,
  method: string,
  deadline: Deadline,
  what: string,
): Promise<BegunResponse | Failed> {
  const reading = await readHead(connection, deadline, `the answer to ${what}`);
  if (reading.kind === 'failed') return reading;
  const { head } = reading;
  const framing = bodyFraming(head, method);
  if (framing.kind === 'broken') {
    return failed('protocol', `Read the answer to ${what}: ${framing.message}`);
  }
  const body = new BodyReader(connection, framing, `the answer to ${what}`);
  return { kind: 'begun', head, body, keepsAlive: keepsAlive(head, framing) };
}

/** Reads the rest of a response that has begun. */
export async function finishResponse(
  begun: BegunResponse,
  deadline: Deadline,
): Promise<{ readonly kind: 'response'; readonly response: HttpResponse } | Failed> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = await begun.body.next(deadline.leftMs());
    if (part.kind === 'failed') return part;
    if (part.kind === 'timeout') {
      const message = `The body was not complete within ${Math.round(deadline.givenMs)} ms: ${size} bytes of it came.`;
      return failed('timeout', message);
    }
    if (part.kind === 'end') break;
    parts.push(part.bytes);
    size += part.bytes.length;
    if (size > MAX_BODY_BYTES) {
      return failed('protocol', `Got a body of more than ${MAX_BODY_BYTES} bytes; expected less.`);
    }
  }
  const { head, keepsAlive } = begun;
  return { kind: 'response', response: { ...head, body: concatBytes(parts), keepsAlive } };
}

/** The body as text, read as UTF-8. */
export function bodyText(response: { readonly body: Uint8Array }): string {
  return new TextDecoder().decode(response.body);
}
