import { type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FileFacts, FileKind } from '../../nginx/model/index.ts';
import { type Configuration, forEachDirective } from '../../nginx/syntax/index.ts';

/**
 * What stands on this machine's disk, for a configuration that is this machine's. Nothing is missing
 * unless the document root that it would lie in is here: a configuration may have been copied alone.
 */
export function diskFacts(configuration: Configuration, prefix: string | undefined): FileFacts {
  // Most questions are answered without them, and a big configuration has thousands.
  let roots: readonly string[] | undefined;
  return (path) => {
    const kind = kindOf(path);
    if (kind !== 'missing' || isIdiom(path)) return kind;
    if (!path.startsWith('/')) return 'unknown';
    if (kindOf(dirname(path)) === 'folder') return 'missing';
    roots ??= documentRoots(configuration, prefix);
    const root = roots.find((one) => path === one || path.startsWith(`${one}/`));
    return root !== undefined && kindOf(root) === 'folder' ? 'missing' : 'unknown';
  };
}

/** For a configuration of another machine, of which nothing is known but an idiom. */
export const otherMachine: FileFacts = (path) => (isIdiom(path) ? 'missing' : 'unknown');

/** `try_files /dev/null @x` is how one says "always @x": below a document root there is no such file. */
function isIdiom(path: string): boolean {
  return path.endsWith('/dev/null') && path !== '/dev/null';
}

function kindOf(path: string): FileKind {
  if (!path.startsWith('/') || path.includes('\0')) return 'unknown';
  let stats: Stats | undefined;
  try {
    // Paths of the model hold a byte in each character.
    stats = statSync(Buffer.from(path, 'latin1'), { throwIfNoEntry: false });
  } catch {
    return 'unknown';
  }
  if (stats === undefined) return 'missing';
  return stats.isDirectory() ? 'folder' : 'file';
}

/** Every `root` and `alias` without a variable, the longest first. */
function documentRoots(configuration: Configuration, prefix: string | undefined): string[] {
  const roots = new Set<string>();
  const add = (written: string): void => {
    const path = written.startsWith('/') ? written : prefix && `${prefix}/${written}`;
    if (path && !path.includes('$')) roots.add(path.replace(/\/+$/, ''));
  };
  add('html');
  for (const { tree } of configuration.files) {
    forEachDirective(tree.root, ({ name, args }) => {
      if (name === 'root' || name === 'alias') add(args[0]?.value ?? '');
    });
  }
  return [...roots].sort((a, b) => b.length - a.length);
}
