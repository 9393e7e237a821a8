// Paths as nginx and POSIX have them, without a look at any disk.

/** The folder of a file, without the last slash; '' where the path names none, '/' for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash === -1) return '';
  return slash === 0 ? '/' : path.slice(0, slash);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `path` as seen from `folder`. */
export function joinPath(folder: string, path: string): string {
  if (folder === '' || path.startsWith('/')) return tidyPath(path);
  return tidyPath(`${folder}/${path}`);
}

/** Without doubled slashes and `.`; `..` stays, because a symbolic link may stand before it. */
export function tidyPath(path: string): string {
  if (!path.includes('//') && !path.includes('./')) return path;
  const kept = path.split('/').filter((part) => part !== '' && part !== '.');
  return `${path.startsWith('/') ? '/' : ''}${kept.join('/')}`;
}

/** `path` relative to `folder` where it lies in it; else as it is. */
export function relativePath(folder: string, path: string): string {
  return isWithin(folder, path) && folder !== ''
    ? path.slice(folder.length + (folder === '/' ? 0 : 1))
    : path;
}

export function isWithin(folder: string, path: string): boolean {
  if (folder === '') return !path.startsWith('/') && !path.startsWith('../');
  return path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

/** In the order of their UTF-8 bytes, as glob(3) sorts for nginx, which sets no locale. */
export function sortByBytes(paths: string[]): string[] {
  // UTF-16 puts what lies beyond U+FFFF before U+E000 to U+FFFF; UTF-8 does not.
  return paths.some((path) => /[\ud800-\udfff]/.test(path)) ? paths.sort(byBytes) : paths.sort();
}

function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
