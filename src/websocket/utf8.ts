/** The text of the bytes, or null where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Judges a text that comes in pieces, which may split a character. */
export class Utf8Check {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });

  /** False where the bytes so far cannot be UTF-8, or where the last piece leaves one incomplete. */
  accepts(piece: Uint8Array, last: boolean): boolean {
    try {
      this.#decoder.decode(piece, { stream: !last });
      return true;
    } catch {
      return false;
    }
  }
}
