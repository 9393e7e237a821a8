/** Who sends: a client masks every frame, a server masks none (RFC 6455 5.1). */
export type Role = 'client' | 'server';

/** RFC 6455 5.2: what a frame is. 0x3 to 0x7 and 0xB to 0xF are reserved. */
export const OPCODE = {
  continuation: 0x0,
  text: 0x1,
  binary: 0x2,
  close: 0x8,
  ping: 0x9,
  pong: 0xa,
} as const;

/** RFC 6455 5.2: the parts of a frame's first and second byte. */
export const FIN_BIT = 0x80;
export const RSV_BITS = 0x70;
export const RSV_SHIFT = 4;
export const OPCODE_BITS = 0x0f;
export const MASK_BIT = 0x80;
export const LENGTH_BITS = 0x7f;

/** RFC 6455 5.2: values of the 7-bit length that say that the length follows in 2 or 8 bytes. */
export const LENGTH_IN_2_BYTES = 126;
export const LENGTH_IN_8_BYTES = 127;

/** RFC 6455 5.2: the largest lengths that 7 and 16 bits hold, and that must be sent in them. */
export const MAX_LENGTH_7_BIT = 125;
export const MAX_LENGTH_16_BIT = 0xffff;

/** RFC 6455 5.2: bytes of the masking key, which stands before the payload of a client's frame. */
export const MASKING_KEY_BYTES = 4;

/** RFC 6455 5.5: "All control frames MUST have a payload length of 125 bytes or less". */
export const MAX_CONTROL_PAYLOAD = 125;

/** One frame as it was read, its payload unmasked. */
export interface Frame {
  /** Last frame of its message. */
  readonly fin: boolean;
  /** The three reserved bits as a number from 0 to 7, RSV1 the highest. */
  readonly rsv: number;
  /** One of `OPCODE`; a frame with another one is never read, but may be written. */
  readonly opcode: number;
  readonly masked: boolean;
  readonly payload: Uint8Array;
}

/** RFC 6455 5.5: "Control frames are identified by opcodes where the most significant bit … is 1." */
export function isControlOpcode(opcode: number): boolean {
  return opcode >= OPCODE.close;
}

/** The opcode's name, or its number where the standard gives it none. */
export function opcodeName(opcode: number): string {
  const named = Object.entries(OPCODE).find(([, value]) => value === opcode);
  return named?.[0] ?? `0x${opcode.toString(16)}`;
}
