import { isFlagOn } from './flags.ts';
import type { Level } from './level.ts';
import type { RequestHeader } from './request.ts';

/** The first header of this name, in lower case; undefined where there is none. */
export function firstHeader(headers: readonly RequestHeader[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
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
  let level = before;
  return headers.filter(({ name }) => {
    const isKept = isValid(name, level) || !isFlagOn(level, 'ignore_invalid_headers', true);
    if (name.toLowerCase() === 'host') level = after;
    return isKept;
  });
}

function isValid(name: string, level: Level): boolean {
  if (/^[A-Za-z0-9-]*$/.test(name)) return true;
  return /^[A-Za-z0-9_-]*$/.test(name) && isFlagOn(level, 'underscores_in_headers', false);
}
