/**
 * Resolves `.` and `..` of a decoded path that begins with `/`, and merges slashes where asked to.
 * Undefined where `..` leads above the root, which nginx refuses. A slash that was sent as `%2F`
 * counts like any other.
 */
export function normalizePath(path: string, mergeSlashes: boolean): string | undefined {
  if (!/\/[./]/.test(path)) return path;
  const kept: string[] = [];
  const segments = path.slice(1).split('/');
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === '..' && kept.pop() === undefined) return undefined;
    const isDots = segment === '.' || segment === '..';
    const isMerged = segment === '' && mergeSlashes;
    if (isLast) kept.push(isDots ? '' : segment);
    else if (!(isDots || isMerged)) kept.push(segment);
  }
  return `/${kept.join('/')}`;
}
