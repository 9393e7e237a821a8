import { SourceText } from '../../text/source-text.ts';
import type { FilePort } from './file-port.ts';
import { textFiles } from './object-files.ts';
import { tidyPath } from './paths.ts';

/** The files that `nginx -T` printed. */
export interface Dump {
  /** The path of the main file: the first that nginx read. */
  readonly main: string;
  readonly files: FilePort;
}

/** Whether a text is what `nginx -T` prints, and not a configuration. */
export function isDump(source: SourceText): boolean {
  return headers(source).next().done !== true;
}

/**
 * Reads the output of `nginx -T`: each file under a line "# configuration file PATH:", with one line
 * feed added behind it (nginx.c). Undefined where there is no such line. What stands before the first,
 * such as "syntax is ok", is left out.
 */
export function readDump(input: string | Uint8Array | SourceText): Dump | undefined {
  const source = toSource(input);
  const texts = new Map<string, SourceText>();
  const found = [...headers(source)];
  for (const [index, header] of found.entries()) {
    const end = found[index + 1]?.start ?? source.length;
    const content = source.chars.slice(header.end, end);
    texts.set(header.path, source.with(withoutAddedBreak(content)));
  }
  const main = found[0]?.path;
  return main === undefined ? undefined : { main, files: textFiles(texts) };
}

function toSource(input: string | Uint8Array | SourceText): SourceText {
  if (typeof input === 'string') return SourceText.fromString(input);
  return input instanceof SourceText ? input : SourceText.fromBytes(input);
}

interface Header {
  readonly start: number;
  readonly end: number;
  readonly path: string;
}

function* headers(source: SourceText): Generator<Header> {
  const { chars } = source;
  // nginx prints each file once; a second line of the same name is a comment of that file.
  const seen = new Set<string>();
  for (let start = chars.indexOf(mark); start !== -1; start = chars.indexOf(mark, start + 1)) {
    if (start > 0 && chars.charAt(start - 1) !== '\n') continue;
    const lineEnd = chars.indexOf('\n', start);
    const end = lineEnd === -1 ? chars.length : lineEnd;
    const line = source.show(chars.slice(start + mark.length, end).replace(/\r$/, ''));
    const path = tidyPath(line.slice(0, -1));
    if (!line.startsWith('/') || !line.endsWith(':') || seen.has(path)) continue;
    seen.add(path);
    yield { start, end: end + 1, path };
  }
}

/** An absolute path follows: nginx prints the whole name. */
const mark = '# configuration file ';

function withoutAddedBreak(content: string): string {
  return content.replace(/\r?\n$/, '');
}
