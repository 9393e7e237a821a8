import { MASKING_KEY_BYTES } from './frame.ts';

/** A fresh key. RFC 6455 5.3: "a new masking key … from the set of allowed 32-bit values" per frame. */
export function randomMaskingKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(MASKING_KEY_BYTES));
}

/** The bytes masked, or unmasked: RFC 6455 5.3, octet i is XORed with octet i modulo 4 of the key. */
export function applyMask(bytes: Uint8Array, key: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => byte ^ (key[index % MASKING_KEY_BYTES] ?? 0));
}
