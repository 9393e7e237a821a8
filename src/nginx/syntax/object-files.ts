import { SourceText } from '../../text/source-text.ts';
import type { FilePort } from './file-port.ts';
import type { Folders } from './glob.ts';
import { expandGlob } from './glob.ts';
import { baseName, folderOf, tidyPath } from './paths.ts';

/** Files that are in memory, by path: for tests, and for configurations that are made or sent. */
export function objectFiles(files: Readonly<Record<string, string | Uint8Array>>): FilePort {
  const texts = new Map<string, SourceText>();
  for (const [path, content] of Object.entries(files)) {
    const text =
      typeof content === 'string' ? SourceText.fromString(content) : SourceText.fromBytes(content);
    texts.set(tidyPath(path), text);
  }
  return textFiles(texts);
}

/** A port on texts by path. Folders exist where a file lies in them. */
export function textFiles(texts: ReadonlyMap<string, SourceText>): FilePort {
  const folders = foldersOf(texts.keys());
  return {
    read(path, maxBytes) {
      const text = texts.get(tidyPath(path));
      if (text === undefined) {
        return folders.list(path) === undefined
          ? { fault: 'missing', why: 'there is no such file' }
          : { fault: 'folder', why: 'it is a folder' };
      }
      if (text.length <= maxBytes) return { text };
      return {
        fault: 'too-big',
        why: `it has ${text.length} bytes, more than the ${maxBytes} left`,
      };
    },
    glob: (pattern) => expandGlob(pattern, folders),
  };
}

function foldersOf(paths: Iterable<string>): Folders {
  const names = new Map<string, Set<string>>();
  for (const path of paths) {
    for (let at = path; at !== '' && at !== '/'; at = folderOf(at)) {
      const folder = folderOf(at);
      const known = names.get(folder);
      if (known?.has(baseName(at))) break;
      names.set(folder, (known ?? new Set<string>()).add(baseName(at)));
    }
  }
  return {
    list: (folder) => {
      const known = names.get(folder);
      return known === undefined ? undefined : [...known];
    },
    exists: (path) => names.get(folderOf(path))?.has(baseName(path)) ?? false,
  };
}
