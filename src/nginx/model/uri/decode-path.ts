/**
 * Resolves the `%xx` of a path to bytes. Undefined where nginx refuses it: a `%` without two
 * hexadecimal digits, or `%00`.
 */
export function decodePath(path: string): string | undefined {
  if (/%(?![0-9a-f]{2})|%00/i.test(path)) return undefined;
  return path.replace(/%(..)/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
