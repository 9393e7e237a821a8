import { isAtLeast } from '../../catalog/version.ts';

/**
 * What nginx compares with server names: `Host`, the host of an absolute URI, or the TLS server name
 * in lower case, without port and without one dot at the end. Undefined where nginx refuses it, which
 * is 400 for a request. Up to 1.29.3 nearly everything is taken; since 1.29.4 what RFC 3986 section
 * 3.2.2 allows (`ngx_http_validate_host` of nginx's `src/http/ngx_http_request.c`).
 */
export function normalizeHost(written: string, version: string): string | undefined {
  const host = isAtLeast(version, '1.29.4') ? strictHost(written) : lenientHost(written, version);
  if (host === undefined) return undefined;
  // nginx keeps the dot where a later one stands in what it has cut off.
  const hasLastDot = host.endsWith('.') && written.lastIndexOf('.') === host.length - 1;
  const bare = hasLastDot ? host.slice(0, -1) : host;
  return bare === '' ? undefined : lowerAscii(bare);
}

function strictHost(written: string): string | undefined {
  const match = strict.exec(written);
  if (match === null || match[1]?.includes('..') || Number(match[2] ?? 0) > 65535) return undefined;
  return match[1];
}

// IP-literal, or reg-name; then a port, which may be empty.
const strict = /^(\[[\w.~!$&'()*+,;=:-]*\]|[\w.~!$&'()*+,;=%-]+)(?::(\d*))?$/;

/** Anything may follow the `:` or the `]`, as long as the whole holds no forbidden character. */
function lenientHost(written: string, version: string): string | undefined {
  if (written.includes('..') || forbidden(version).test(written)) return undefined;
  const literal = /^\[[^\]]*\]/.exec(written);
  if (literal !== null) return literal[0];
  // Within an unclosed `[` a colon is no end.
  if (written.startsWith('[')) return written;
  const colon = written.indexOf(':');
  return colon < 0 ? written : written.slice(0, colon);
}

/** Since 1.21.1 white space and control characters are refused. */
function forbidden(version: string): RegExp {
  return isAtLeast(version, '1.21.1') ? sinceStricter : always;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what nginx refuses.
const sinceStricter = /[\u0000-\u0020\u007f/]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what nginx refuses.
const always = /[\u0000/]/;

/** nginx lowers ASCII letters alone. */
function lowerAscii(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (upper) => upper.toLowerCase()) : text;
}
