/** Whether nginx version `a` (such as `1.29.7`) is `b` or newer. */
export function isAtLeast(a: string, b: string): boolean {
  return rank(a) >= rank(b);
}

// Asked for many times in each request that is traced, about a handful of versions.
const ranks = new Map<string, number>();

/** A version as one number; its parts are below a thousand. */
function rank(version: string): number {
  const known = ranks.get(version);
  if (known !== undefined) return known;
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const made = (major * 1000 + minor) * 1000 + patch;
  ranks.set(version, made);
  return made;
}
