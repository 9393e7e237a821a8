const MULTIPLIER = 0x5bd1e995;

/** MurmurHash2 of bytes (one character each), 32 bits, seed 0: what `split_clients` draws its lots with. */
export function murmurHash2(bytes: string): number {
  const whole = bytes.length - (bytes.length % 4);
  let hash = bytes.length;
  for (let at = 0; at < whole; at += 4) {
    const mixed = Math.imul(littleEndian(bytes, at, 4), MULTIPLIER);
    const block = Math.imul(mixed ^ (mixed >>> 24), MULTIPLIER);
    hash = Math.imul(hash, MULTIPLIER) ^ block;
  }
  if (whole < bytes.length) {
    hash = Math.imul(hash ^ littleEndian(bytes, whole, bytes.length - whole), MULTIPLIER);
  }
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function littleEndian(bytes: string, start: number, count: number): number {
  let number = 0;
  for (let index = 0; index < count; index += 1) {
    number |= bytes.charCodeAt(start + index) << (8 * index);
  }
  return number;
}
