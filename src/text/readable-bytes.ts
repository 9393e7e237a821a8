/**
 * Words in which pieces of a configuration stand, of which each character is one byte (`SourceText`):
 * UTF-8 in them becomes the characters that it stands for.
 */
export function readableBytes(text: string): string {
  return text.replace(/[\u0080-\u00ff]{2,}/g, (bytes) => {
    try {
      return strict.decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
    } catch {
      return bytes;
    }
  });
}

const strict = new TextDecoder('utf-8', { fatal: true });
