import type { Connection } from './connection.ts';
import { lost } from './connection-lost.ts';
import type { Deadline } from './deadline.ts';
import { type Failed, failed } from './failure.ts';
import { HeadReader, MAX_HEAD_BYTES } from './head-reader.ts';
import type { ResponseHead } from './response-head.ts';

const SWITCHING_PROTOCOLS = 101;

/** A response head, or why there is none. */
export type ReadHead = { readonly kind: 'head'; readonly head: ResponseHead } | Failed;

/**
 * Reads the head of the final response, and leaves what follows it unread. `what` names the request
 * in messages. Other 1xx answers than 101 come before it and are passed over (RFC 9110 15.2).
 */
export async function readHead(
  connection: Connection,
  deadline: Deadline,
  what: string,
): Promise<ReadHead> {
  const before = connection.bytesIn - connection.bytesUnread;
  let reader = new HeadReader();
  for (;;) {
    const got = connection.bytesIn - connection.bytesUnread - before;
    // Interim answers without end must not hold up the probe.
    if (got > 2 * MAX_HEAD_BYTES) return failed('protocol', endless(connection.peer));
    const reading = await connection.read(deadline.leftMs());
    if (reading.kind !== 'bytes') {
      return lost(reading, { what, peer: connection.peer, got }, deadline);
    }
    const parsed = reader.push(reading.bytes);
    if (parsed.kind === 'broken') {
      return failed('protocol', `Read ${what} from ${connection.peer}: ${parsed.message}`);
    }
    if (parsed.kind === 'more') continue;
    connection.unread(parsed.rest);
    if (!isInterim(parsed.head.status)) return { kind: 'head', head: parsed.head };
    reader = new HeadReader();
  }
}

function isInterim(status: number): boolean {
  return status >= 100 && status < 200 && status !== SWITCHING_PROTOCOLS;
}

function endless(peer: string): string {
  return `Got more than ${2 * MAX_HEAD_BYTES} bytes of interim answers from ${peer}; expected a final one.`;
}
