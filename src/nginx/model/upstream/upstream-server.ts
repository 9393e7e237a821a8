import type { Placed } from '../../syntax/configuration.ts';
import { readTime } from '../sizes.ts';
import { type Endpoint, parseUrl, type UrlError } from './parse-url.ts';

/** A `server` of an upstream, or the one of an upstream that `proxy_pass` names by its address. */
export interface UpstreamServer {
  readonly placed: Placed;
  /** The address as written, such as `127.0.0.1:8080`. */
  readonly written: string;
  readonly endpoint: Endpoint | UrlError;
  /** The parameters; those that are not written have nginx's defaults. */
  readonly weight: number;
  readonly maxFails: number;
  readonly failTimeoutMs: number;
  /** 0 for no limit. */
  readonly maxConns: number;
  readonly slowStartMs: number;
  readonly backup: boolean;
  readonly down: boolean;
  readonly drain: boolean;
  /** The name is looked up again and again while nginx runs. */
  readonly resolve: boolean;
  readonly service: string | undefined;
  readonly route: string | undefined;
}

/** Reads a `server` line. `defaultPort` is 80 in http; in stream there is none. */
export function readUpstreamServer(
  placed: Placed,
  defaultPort: number | undefined,
): UpstreamServer {
  const [written = '', ...parameters] = placed.directive.args.map(({ value }) => value);
  const endpoint = withPort(parseUrl(written, { defaultPort, takesUri: false }), written);
  if (parameters.length === 0) return plainServer(placed, written, endpoint);
  const given = readParameters(parameters);
  const value = (name: string): string | undefined => given.get(name);
  return {
    placed,
    written,
    endpoint,
    weight: Number(value('weight') ?? 1),
    maxFails: Number(value('max_fails') ?? 1),
    failTimeoutMs: readTime(value('fail_timeout') ?? '10s') ?? 0,
    maxConns: Number(value('max_conns') ?? 0),
    slowStartMs: readTime(value('slow_start') ?? '0') ?? 0,
    backup: parameters.includes('backup'),
    down: parameters.includes('down'),
    drain: parameters.includes('drain'),
    resolve: parameters.includes('resolve'),
    service: value('service'),
    route: value('route'),
  };
}

/** Those of the form `name=value`; the first of a name counts. */
function readParameters(words: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    const name = word.slice(0, Math.max(equals, 0));
    if (equals >= 0 && !found.has(name)) found.set(name, word.slice(equals + 1));
  }
  return found;
}

/** In stream an address has to name its port. */
export function withPort(endpoint: Endpoint | UrlError, written: string): Endpoint | UrlError {
  if ('error' in endpoint || endpoint.kind === 'unix' || endpoint.port > 0) return endpoint;
  return { error: `no port in upstream "${written}"` };
}

/** A server without parameters. */
export function plainServer(
  placed: Placed,
  written: string,
  endpoint: Endpoint | UrlError,
): UpstreamServer {
  return {
    placed,
    written,
    endpoint,
    weight: 1,
    maxFails: 1,
    failTimeoutMs: 10_000,
    maxConns: 0,
    slowStartMs: 0,
    backup: false,
    down: false,
    drain: false,
    resolve: false,
    service: undefined,
    route: undefined,
  };
}
