import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Configuration, diskFiles, load, readDump } from '../nginx/syntax/index.ts';
import { SourceText } from '../text/source-text.ts';

/** A configuration to read: its file, the folder of its `nginx.conf`, or the text of `nginx -T`. */
export interface ReadOptions {
  /** A file or a folder. A file that holds the output of `nginx -T` is read as the files in it. */
  readonly path?: string;
  /** The output of `nginx -T`, or a configuration that includes from the current folder. */
  readonly text?: string | Uint8Array;
}

/** The file that a configuration from a pipe is said to be. */
const PIPED = 'stdin';

/**
 * Reads a configuration with everything that it includes. Throws for nothing that is wrong with it:
 * `problems` of the result says.
 */
export function readConfiguration({ path = '.', text }: ReadOptions): Configuration {
  if (text !== undefined) {
    const source =
      typeof text === 'string' ? SourceText.fromString(text) : SourceText.fromBytes(text);
    return fromDump(source) ?? load(PIPED, { files: withPiped(source) });
  }
  const file = isFolder(path) ? join(path, 'nginx.conf') : path;
  const content = diskFiles().read(file, LARGEST_DUMP);
  return ('text' in content ? fromDump(content.text) : undefined) ?? load(file);
}

const LARGEST_DUMP = 128 * 1024 * 1024;

function fromDump(source: SourceText): Configuration | undefined {
  const dump = readDump(source);
  return dump && load(dump.main, { files: dump.files });
}

/** The disk, with one more file that came through a pipe. */
function withPiped(source: SourceText): ReturnType<typeof diskFiles> {
  const disk = diskFiles();
  return {
    ...disk,
    read: (path, maxBytes) => (path === PIPED ? { text: source } : disk.read(path, maxBytes)),
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
