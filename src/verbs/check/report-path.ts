import { dirname, relative, resolve } from 'node:path';
import type { Configuration } from '../../nginx/syntax/index.ts';

/** How one finds a file of a finding from a folder. */
export function reportPath(
  { main }: Configuration,
  folder: string = process.cwd(),
): (file: string) => string {
  if (main === undefined) return (file) => file;
  return (file) => relative(folder, resolve(folder, dirname(main.path), file));
}
