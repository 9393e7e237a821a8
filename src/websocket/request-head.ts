import type { HeaderPair } from './header.ts';

/**
 * The text of a request line and header fields, with the empty line that ends them (RFC 9112 2.1).
 * @throws Error where a part would break out of its line.
 */
export function requestHead(
  method: string,
  target: string,
  httpVersion: string,
  headers: readonly HeaderPair[],
): string {
  mustBeWord('method', method);
  mustBeWord('request target', target);
  mustBeWord('HTTP version', httpVersion);
  const lines = [`${method} ${target} HTTP/${httpVersion}`];
  for (const [name, value] of headers) {
    mustBeWord('header name', name);
    mustBeLine(`value of the header ${name}`, value);
    lines.push(`${name}: ${value}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** `defaults` with every field that `given` names replaced in place, the rest of `given` behind. */
export function mergeHeaders(
  defaults: readonly HeaderPair[],
  given: readonly HeaderPair[],
  without: readonly string[] = [],
): HeaderPair[] {
  const left = new Set(without.map((name) => name.toLowerCase()));
  const inPlace = new Set(defaults.map(([name]) => name.toLowerCase()));
  const merged = defaults.flatMap((pair) => {
    const same = given.filter(([name]) => name.toLowerCase() === pair[0].toLowerCase());
    if (same.length > 0) return same;
    return left.has(pair[0].toLowerCase()) ? [] : [pair];
  });
  return [...merged, ...given.filter(([name]) => !inPlace.has(name.toLowerCase()))];
}

function mustBeWord(what: string, text: string): void {
  if (/^[\x21-\x7e\x80-\xff]+$/.test(text)) return;
  throw new Error(
    `The ${what} ${JSON.stringify(text)} cannot be sent: expected one or more visible characters of one byte each, without spaces.`,
  );
}

function mustBeLine(what: string, text: string): void {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) return;
  throw new Error(
    `The ${what}, ${JSON.stringify(text)}, cannot be sent: expected one line of characters of one byte each.`,
  );
}
