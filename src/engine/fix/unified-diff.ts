import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { SourceText } from '../../text/source-text.ts';

/** A file as a diff shows it. */
export interface DiffedFile {
  /** Relative to the folder in which `patch -p1` is to be run. */
  readonly name: string;
  readonly before: SourceText;
  readonly after: SourceText;
}

/** Lines around a change, as `diff -u` has them. */
const CONTEXT = 3;

/**
 * A unified diff that `patch -p1` applies. Bytes, not text: files keep the bytes that they have, valid
 * UTF-8 or not, and their line breaks. Empty where nothing differs.
 */
export function unifiedDiff(files: readonly DiffedFile[]): Uint8Array {
  const parts = files
    .filter(({ before, after }) => before.chars !== after.chars)
    .map(({ name, before, after }) => {
      const [from, to] = [headerName(`a/${name}`), headerName(`b/${name}`)];
      const [old, now] = [byteString(before), byteString(after)];
      return createTwoFilesPatch(from, to, old, now, undefined, undefined, {
        context: CONTEXT,
        headerOptions: FILE_HEADERS_ONLY,
      });
    });
  return Buffer.from(parts.join(''), 'latin1');
}

/** One character for each byte, so that a diff of the characters is one of the bytes. */
function byteString(text: SourceText): string {
  return text.holdsBytes ? text.chars : Buffer.from(text.toBytes()).toString('latin1');
}

/** As GNU patch reads names: with spaces up to a tab, with other odd characters quoted as in C. */
function headerName(name: string): string {
  const bytes = Buffer.from(name).toString('latin1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be quoted.
  if (/["\\\u0000-\u001f\u007f-\u00ff]/.test(bytes)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: likewise.
    const escaped = bytes.replace(/["\\\u0000-\u001f\u007f-\u00ff]/g, (char) => {
      return `\\${char === '"' || char === '\\' ? char : octal(char)}`;
    });
    return `"${escaped}"`;
  }
  return bytes.includes(' ') ? `${bytes}\t` : bytes;
}

function octal(char: string): string {
  return char.charCodeAt(0).toString(8).padStart(3, '0');
}
