/** In order: the query as it is, or behind `%3F`; an escaped byte; a broken one of two kinds. */
const PARTS = /\?.*|%3f(.*)|%([0-9a-f]{2})|%[0-9a-f].?|%(.?)/gis;

/**
 * Takes the escaping from the path of a redirect that a `rewrite` made: of `%26` to `%7E` only,
 * since the others may not stand in a `Location` as they are. nginx drops a `%` that escapes
 * nothing; where one hexadecimal digit follows, that digit and the character after it go too.
 */
export function unescapeRedirect(location: string): string {
  return location.replace(PARTS, (part, query?: string, digits?: string, kept?: string) => {
    if (part.startsWith('?')) return part;
    if (query !== undefined) return `?${query}`;
    if (digits === undefined) return kept ?? '';
    const byte = Number.parseInt(digits, 16);
    return byte > 0x25 && byte < 0x7f ? String.fromCharCode(byte) : part;
  });
}
