import { isFlagOn } from './flags.ts';
import type { Level } from './level.ts';
import type { RequestHeader } from './request.ts';

/** Whether a header has this name, which is in lower case. Most others are told apart by their length. */
export function isNamed({ name }: { readonly name: string }, wanted: string): boolean {
  return name.length === wanted.length && name.toLowerCase() === wanted;
}

/** The headers of this name, in lower case. */
export function headersNamed<Header extends { readonly name: string }>(
  headers: readonly Header[],
  wanted: string,
): Header[] {
  const found: Header[] = [];
  for (const header of headers) {
    const { name } = header;
    // Written out, as rules look up tens of thousands of headers, and few have the right length.
    if (name.length === wanted.length && name.toLowerCase() === wanted) found.push(header);
  }
  return found;
}

/** The first header of this name, in lower case; undefined where there is none. */
export function firstHeader(headers: readonly RequestHeader[], name: string): string | undefined {
  return headers.find((header) => isNamed(header, name))?.value;
}

/**
 * The headers that nginx does not drop (`ngx_http_process_request_headers`): with
 * `ignore_invalid_headers`, those of letters, digits and hyphens, and underscores if they are allowed.
 * Up to `Host`, the settings are those of the server that the connection came to.
 */
export function acceptedHeaders(
  headers: readonly RequestHeader[],
  before: Level,
  after: Level,
): readonly RequestHeader[] {
  if (headers.every(({ name }) => PLAIN.test(name))) return headers;
  let level = before;
  return headers.filter(({ name }) => {
    const isKept = isValid(name, level) || !isFlagOn(level, 'ignore_invalid_headers', true);
    if (isNamed({ name }, 'host')) level = after;
    return isKept;
  });
}

/** What no setting drops. */
const PLAIN = /^[A-Za-z0-9-]*$/;

function isValid(name: string, level: Level): boolean {
  if (PLAIN.test(name)) return true;
  return /^[A-Za-z0-9_-]*$/.test(name) && isFlagOn(level, 'underscores_in_headers', false);
}
