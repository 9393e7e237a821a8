import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { SourceText } from '../../text/source-text.ts';
import type { FileContent, FileFault, FilePort } from './file-port.ts';
import { expandGlob } from './glob.ts';

/** The files of this machine. Relative paths are relative to the current folder. */
export function diskFiles(): FilePort {
  // What a listing says to be an ordinary file need not be looked at again before it is opened.
  const ordinary = new Set<string>();
  return {
    read(path, maxBytes) {
      try {
        if (ordinary.has(path)) return readOrdinary(path, maxBytes);
        return readFile(path, maxBytes);
      } catch (error) {
        return faultOf(error);
      }
    },
    glob: (pattern) =>
      expandGlob(pattern, { list: (folder) => listFolder(folder, ordinary), exists }),
    realPath: realPathOf,
  };
}

function readFile(path: string, maxBytes: number): FileContent | FileFault {
  // Looked at first: to open a pipe would wait for its writer, and nginx really does wait.
  const own = lstatSync(path);
  const isLink = own.isSymbolicLink();
  const stats = isLink ? statSync(path) : own;
  const content = stats.isFile() ? readOrdinary(path, maxBytes) : special(stats);
  return 'fault' in content || !isLink ? content : { ...content, isLink };
}

function special(stats: Stats): FileContent | FileFault {
  if (stats.isDirectory()) return { fault: 'folder', why: 'it is a folder' };
  if (stats.isFIFO())
    return { fault: 'pipe', why: 'it is a pipe: nginx would wait for its writer' };
  if (stats.isSocket()) return { fault: 'unreadable', why: 'it is a socket' };
  return { text: SourceText.fromByteString(''), isDevice: true };
}

function readOrdinary(path: string, maxBytes: number): FileContent | FileFault {
  // Without waiting, should a pipe have taken the file's place since.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const text = readText(file, maxBytes);
    if (text !== undefined) return { text: SourceText.fromByteString(text) };
    return { fault: 'too-big', why: `it has more than the ${maxBytes} bytes that are left` };
  } finally {
    closeSync(file);
  }
}

/** Undefined where the file is bigger than it may be. */
function readText(file: number, maxBytes: number): string | undefined {
  let room = shared;
  let read = 0;
  while (read <= maxBytes) {
    const more = readSync(file, room, read, room.length - read, null);
    read += more;
    // An ordinary file gives less than was asked for only at its end.
    if (read < room.length) return read > maxBytes ? undefined : room.toString('latin1', 0, read);
    room = Buffer.concat([room], room.length * 4);
  }
  return undefined;
}

// One buffer for all files: their text is copied out of it at once.
const shared = Buffer.allocUnsafe(64 * 1024);

function listFolder(folder: string, ordinary: Set<string>): readonly string[] | undefined {
  try {
    const entries = readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
    const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
    return entries.map((entry) => {
      if (entry.isFile()) ordinary.add(prefix + entry.name);
      return entry.name;
    });
  } catch {
    // glob(3) passes over what it cannot list.
    return undefined;
  }
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path === '' ? '.' : path);
  } catch {
    return undefined;
  }
}

function faultOf(error: unknown): FileFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return { fault: 'missing', why: 'there is no such file' };
  if (code === 'EACCES') return { fault: 'unreadable', why: 'permission is denied (EACCES)' };
  if (code === 'ELOOP') return { fault: 'unreadable', why: 'its symbolic links lead in a circle' };
  const message = error instanceof Error ? error.message : String(error);
  return { fault: 'unreadable', why: `it cannot be read: ${message}` };
}
