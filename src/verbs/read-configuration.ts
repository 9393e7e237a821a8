import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Configuration,
  diskFiles,
  type FilePort,
  load,
  readDump,
} from '../nginx/syntax/index.ts';
import { SourceText } from '../text/source-text.ts';
import { spareSecrets } from './spare-secrets.ts';

/** A configuration to read: its file, the folder of its `nginx.conf`, or the text of `nginx -T`. */
export interface ReadOptions {
  /** A file or a folder. A file that holds the output of `nginx -T` is read as the files in it. */
  readonly path?: string;
  /** The output of `nginx -T`, or a configuration that includes from the current folder. */
  readonly text?: string | Uint8Array;
  /** Whether secrets outside the configuration's folder are left unread; see `spareSecrets`. */
  readonly sparesSecrets?: boolean;
}

/** The file that a configuration from a pipe is said to be. */
const PIPED = 'stdin';

/** A configuration, and whether its files are this machine's. */
export interface Read {
  readonly configuration: Configuration;
  /** Not where it came through a pipe or from the output of `nginx -T`. */
  readonly isOnDisk: boolean;
}

/**
 * Reads a configuration with everything that it includes. Throws for nothing that is wrong with it:
 * its `problems` say.
 */
export function readConfiguration({ path = '.', text, sparesSecrets = false }: ReadOptions): Read {
  const disk = diskFiles();
  const filesFor = (main: string): FilePort => (sparesSecrets ? spareSecrets(disk, main) : disk);
  if (text !== undefined) {
    const source =
      typeof text === 'string' ? SourceText.fromString(text) : SourceText.fromBytes(text);
    const configuration =
      fromDump(source) ?? load(PIPED, { files: withPiped(source, filesFor(PIPED)) });
    return { configuration, isOnDisk: false };
  }
  const file = isFolder(path) ? join(path, 'nginx.conf') : path;
  const content = disk.read(file, LARGEST_DUMP);
  const dump = 'text' in content ? fromDump(content.text) : undefined;
  return {
    configuration: dump ?? load(file, { files: filesFor(file) }),
    isOnDisk: dump === undefined,
  };
}

const LARGEST_DUMP = 128 * 1024 * 1024;

function fromDump(source: SourceText): Configuration | undefined {
  const dump = readDump(source);
  return dump && load(dump.main, { files: dump.files });
}

/** The disk, with one more file that came through a pipe. */
function withPiped(source: SourceText, disk: FilePort): FilePort {
  return {
    ...disk,
    read: (path, maxBytes) => (path === PIPED ? { text: source } : disk.read(path, maxBytes)),
  };
}

/** Whether a folder, or a link to one, is at the path. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
