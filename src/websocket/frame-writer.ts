import {
  FIN_BIT,
  LENGTH_IN_2_BYTES,
  LENGTH_IN_8_BYTES,
  MASK_BIT,
  MASKING_KEY_BYTES,
  MAX_LENGTH_7_BIT,
  MAX_LENGTH_16_BIT,
  OPCODE_BITS,
  type Role,
  RSV_BITS,
  RSV_SHIFT,
} from './frame.ts';
import { applyMask, randomMaskingKey } from './masking.ts';

/** A frame to send. Nothing is judged here, so that probes can send what the standard forbids. */
export interface FrameToWrite {
  readonly opcode: number;
  /** Empty when absent. */
  readonly payload?: Uint8Array;
  /** True when absent. */
  readonly fin?: boolean;
  /** The reserved bits, 0 to 7; 0 when absent. */
  readonly rsv?: number;
  /** Four bytes; a fresh random key when absent. A server's frame has none. */
  readonly maskingKey?: Uint8Array;
}

/** The bytes of one frame (RFC 6455 5.2), masked where the sender is a client (5.1). */
export function writeFrame(sender: Role, frame: FrameToWrite): Uint8Array {
  const payload = frame.payload ?? new Uint8Array(0);
  const length = lengthField(payload.length);
  const maskingKey = sender === 'client' ? (frame.maskingKey ?? randomMaskingKey()) : null;
  const keyAt = 1 + length.length;
  const payloadAt = keyAt + (maskingKey === null ? 0 : MASKING_KEY_BYTES);
  const bytes = new Uint8Array(payloadAt + payload.length);
  bytes[0] = firstByte(frame);
  bytes.set(length, 1);
  bytes.set(maskingKey === null ? payload : applyMask(payload, maskingKey), payloadAt);
  if (maskingKey === null) return bytes;
  bytes[1] = (bytes[1] ?? 0) | MASK_BIT;
  bytes.set(maskingKey, keyAt);
  return bytes;
}

function firstByte({ opcode, fin = true, rsv = 0 }: FrameToWrite): number {
  return (fin ? FIN_BIT : 0) | ((rsv << RSV_SHIFT) & RSV_BITS) | (opcode & OPCODE_BITS);
}

/** RFC 6455 5.2: "the minimal number of bytes MUST be used to encode the length". */
function lengthField(length: number): Uint8Array {
  if (length <= MAX_LENGTH_7_BIT) return Uint8Array.of(length);
  if (length <= MAX_LENGTH_16_BIT) {
    return Uint8Array.of(LENGTH_IN_2_BYTES, length >> 8, length & 0xff);
  }
  const field = new Uint8Array(9);
  field[0] = LENGTH_IN_8_BYTES;
  new DataView(field.buffer).setBigUint64(1, BigInt(length));
  return field;
}
