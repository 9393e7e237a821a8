import type { BodyReader } from './body-reader.ts';
import type { Connection } from './connection.ts';
import { startDeadline } from './deadline.ts';
import type { Failed, Failure } from './failure.ts';
import type { LivePath } from './live-path.ts';
import { type OpenConnectionOptions, openConnection } from './open-connection.ts';
import { type PlainRequest, sendPlainRequest } from './plain-request.ts';
import type { ResponseHead } from './response-head.ts';

/** Sends one request over a connection of its own and hands its body out as it arrives. */
export async function stream(
  path: LivePath,
  request: PlainRequest = {},
  options: OpenConnectionOptions = {},
): Promise<{ readonly kind: 'open'; readonly stream: HttpStream } | Failed> {
  const deadline = startDeadline(path.timeoutMs);
  const opened = await openConnection(path, options);
  if (opened.kind === 'failed') return opened;
  const { connection } = opened;
  const begun = await sendPlainRequest(connection, path, request, deadline);
  if (begun.kind === 'failed') {
    connection.destroy();
    return begun;
  }
  return { kind: 'open', stream: new HttpStream(connection, begun.head, begun.body) };
}

/** A response whose body is read as it arrives, such as one of server-sent events. */
export class HttpStream {
  readonly head: ResponseHead;
  readonly #connection: Connection;
  readonly #body: BodyReader;
  #failure: Failure | null = null;

  constructor(connection: Connection, head: ResponseHead, body: BodyReader) {
    this.#connection = connection;
    this.head = head;
    this.#body = body;
  }

  /** Once `next` gave null: why the body broke off, or null where it was complete. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** The next bytes, in the portions in which they arrived; null after the last. */
  async next(wait: { readonly timeoutMs: number }): Promise<Uint8Array | null | 'timeout'> {
    const part = await this.#body.next(wait.timeoutMs);
    if (part.kind === 'bytes') return part.bytes;
    if (part.kind === 'timeout') return 'timeout';
    if (part.kind === 'failed') this.#failure = part.failure;
    this.#connection.destroy();
    return null;
  }

  /** Closes the connection. */
  close(): void {
    this.#connection.destroy();
  }
}
