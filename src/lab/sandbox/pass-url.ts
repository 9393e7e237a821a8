import { type Endpoint, parseUrl } from '../../nginx/model/index.ts';

/** What a `proxy_pass` and its likes name, once it holds no variable. */
export interface PassUrl {
  /** With `://`; empty in stream, fastcgi and scgi. */
  readonly scheme: string;
  readonly isTls: boolean;
  /** Between the scheme and the URI: `app:3000`, a group's name, `unix:/run/app.sock`. */
  readonly authority: string;
  /** From the `/` or `?` on. */
  readonly uri: string;
  /** Undefined where nginx will refuse the address. */
  readonly endpoint: Endpoint | undefined;
}

const URL =
  /^((?:https?|grpcs?|s?uwsgi|memcached):\/\/)?(unix:[^:]*|\[[^\]]*\](?::\d+)?|[^/?]*):?(.*)$/is;
const TLS_SCHEME = /^(?:https|grpcs|suwsgi):/i;

/** Reads the argument of a `*_pass`. */
export function readPassUrl(value: string): PassUrl {
  const [, scheme = '', authority = '', uri = ''] = URL.exec(value) ?? [];
  const isTls = TLS_SCHEME.test(scheme);
  const defaultPort = scheme === '' ? undefined : isTls ? 443 : 80;
  const endpoint = parseUrl(authority, { defaultPort, takesUri: false });
  return { scheme, isTls, authority, uri, endpoint: 'error' in endpoint ? undefined : endpoint };
}

/** What tells the addresses of backends apart: `app:3000`, `unix:/run/app.sock`. */
export function endpointText({ kind, host, port }: Endpoint): string {
  return kind === 'unix' ? `unix:${host}` : `${host.toLowerCase()}:${port}`;
}

/** What nginx refuses where there is no usual port, without looking anything up. */
export function isWithoutPort({ kind, port }: Endpoint): boolean {
  return kind !== 'unix' && port === 0;
}
