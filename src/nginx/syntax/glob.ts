import type { GlobPart } from './glob-part.ts';
import { globPart } from './glob-part.ts';
import { sortByBytes } from './paths.ts';

/** What has to be known of a tree of files to find those that match. */
export interface Folders {
  /** The names in a folder, in any order; undefined where there is no such folder. '' is the current. */
  list(folder: string): readonly string[] | undefined;
  exists(path: string): boolean;
}

/** Whether nginx takes an include for a pattern: `strpbrk(name, "*?[")`. */
export function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/** The paths that match, as glob(3) gives them to nginx: sorted by bytes, none where none matches. */
export function expandGlob(pattern: string, folders: Folders): string[] {
  const isAbsolute = pattern.startsWith('/');
  const parts = pattern.split('/').filter((part) => part !== '');
  let found: string[] = [isAbsolute ? '/' : ''];
  for (const [index, part] of parts.entries()) {
    const step = globPart(part);
    const isLast = index === parts.length - 1;
    found = found.flatMap((folder) => follow(folder, step, isLast, folders));
  }
  return sortByBytes(found.filter((path) => path !== ''));
}

function follow(folder: string, step: GlobPart, isLast: boolean, folders: Folders): string[] {
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  if (step.literal !== undefined) {
    const path = `${prefix}${step.literal}`;
    // What is not the last part is found out when the next one is looked for in it.
    return isLast && !folders.exists(path) ? [] : [path];
  }
  const names = folders.list(folder) ?? [];
  return names.filter((name) => step.matches(name)).map((name) => `${prefix}${name}`);
}
