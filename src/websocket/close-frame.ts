import { concatBytes } from './bytes.ts';
import { MAX_CONTROL_PAYLOAD } from './frame.ts';

const CODE_BYTES = 2;

/** What a close frame says. */
export interface CloseReason {
  /** Null where the frame is empty, which a browser reports as 1005 (RFC 6455 7.1.5). */
  readonly code: number | null;
  readonly reason: string;
}

/**
 * The payload of a close frame (RFC 6455 5.5.1): the code in two bytes, then the reason.
 * @throws Error where the reason does not fit into a control frame.
 */
export function closePayload(code: number, reason: string): Uint8Array {
  const text = new TextEncoder().encode(reason);
  const room = MAX_CONTROL_PAYLOAD - CODE_BYTES;
  if (text.length > room) {
    throw new Error(
      `The close reason has ${text.length} bytes; a close frame holds at most ${room}. Shorten it.`,
    );
  }
  return concatBytes([Uint8Array.of(code >> 8, code & 0xff), text]);
}

/** Reads a close payload. Bytes that are not UTF-8 become U+FFFD. */
export function readClosePayload(payload: Uint8Array): CloseReason {
  const [high, low] = payload;
  if (high === undefined || low === undefined) return { code: null, reason: '' };
  const reason = new TextDecoder().decode(payload.subarray(CODE_BYTES));
  return { code: high * 256 + low, reason };
}
