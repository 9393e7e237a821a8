import type { Placed } from '../nginx/syntax/index.ts';

/** The argument of `proxy_pass` as it is written. */
export interface UrlParts {
  /** `http` or `https`; empty where a variable stands first. */
  readonly scheme: string;
  /** The host with its port, or `unix:/path`. */
  readonly authority: string;
  /** The URI part; empty where there is none. Behind a unix socket's path it follows a second `:`. */
  readonly path: string;
}

/** Takes the argument apart, variables and all. */
export function urlParts({ directive }: Placed): UrlParts {
  const url = directive.args[0]?.value ?? '';
  const match =
    /^(https?):\/\/(unix:[^:]*)(?::(.*))?$/is.exec(url) ??
    /^(https?):\/\/([^/?]*)(.*)$/is.exec(url);
  if (match === null) return withVariable(url);
  const [, scheme = '', authority = '', path = ''] = match;
  return { scheme: scheme.toLowerCase(), authority: authority.toLowerCase(), path };
}

/** `$backend/path`: the variable holds the scheme, too. */
function withVariable(url: string): UrlParts {
  const end = url.search(/[/?]/);
  if (end === -1) return { scheme: '', authority: url, path: '' };
  return { scheme: '', authority: url.slice(0, end), path: url.slice(end) };
}
