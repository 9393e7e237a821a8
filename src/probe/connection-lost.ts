import type { ConnectionEnd, Reading } from './connection.ts';
import type { Deadline } from './deadline.ts';
import { type Failed, failed } from './failure.ts';

/** What was waited for when no more bytes came. */
export interface Waiting {
  /** Such as `the answer to GET /ws/`. */
  readonly what: string;
  /** Where from, as `host:port`. */
  readonly peer: string;
  /** Bytes of it that had come. */
  readonly got: number;
}

/** The failure that a wait came to, which ended without bytes. */
export function lost(
  reading: Exclude<Reading, { kind: 'bytes' }>,
  waiting: Waiting,
  deadline: Deadline,
): Failed {
  const { what, peer, got } = waiting;
  const so = got === 0 ? 'not a byte of it came' : `${got} bytes of it came, then nothing`;
  if (reading.kind === 'timeout') {
    const given = Math.round(deadline.givenMs);
    return failed('timeout', `Waited ${given} ms for ${what} from ${peer}: ${so}.`);
  }
  const kind = reading.end.how === 'reset' ? 'reset' : 'closed';
  const before = got === 0 ? 'before its first byte' : `after ${got} bytes of it`;
  return failed(
    kind,
    `Waited for ${what} from ${peer}: the connection ${endText(reading.end)} ${before}.`,
  );
}

function endText(end: ConnectionEnd): string {
  if (end.how === 'fin') return 'was closed (FIN)';
  return end.how === 'reset' ? `was reset (${end.detail})` : 'was closed by us';
}
