import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import type { Model } from '../model.ts';
import { hasVariables } from '../template.ts';
import { type ProxyUrl, parseProxyUrl, type Upstream } from '../upstream/index.ts';
import { known, type UnknownValue, unknown, type Value } from '../value.ts';

/** Where `proxy_pass` leads for a request. */
export interface ProxyTarget {
  readonly line: Placed;
  readonly scheme: Value;
  /** `$proxy_host`. */
  readonly hostHeader: Value;
  /** `$proxy_port`. */
  readonly port: Value;
  /** The URI part; empty where there is none. */
  readonly uri: Value;
  /** Whether the URL holds variables: then its URI part is all that is sent. */
  readonly isVariable: boolean;
  /** Undefined where it cannot be known. */
  readonly upstream: Upstream | undefined;
  /** Why nginx cannot go on with this URL; undefined where it can. */
  readonly fault: Fault | undefined;
}

/** What the client gets where nginx cannot reach any server. */
export interface Fault {
  readonly status: 500 | 502;
  readonly why: string;
}

/** Reads the URL of a `proxy_pass` as nginx does for this request (`ngx_http_proxy_eval`). */
export function readProxyTarget(exchange: Exchange, line: Placed): ProxyTarget {
  const written = line.directive.args[0]?.value ?? '';
  const isVariable = hasVariables(written);
  const value = exchange.evaluate(written, line);
  if (value.text === undefined) {
    exchange.doubt(value.unknown);
    return unknownTarget(line, value);
  }
  const url = parseProxyUrl(value.text);
  if ('error' in url) return faulty(line, { status: 500, why: `proxy_pass: ${url.error}` });
  return knownTarget(exchange, line, url, isVariable, value);
}

/** Why nginx does not even start with this line: its URL holds no variable, and is none that it reads. */
export function refusedTarget({ upstreams }: Model, line: Placed): string | undefined {
  const written = line.directive.args[0]?.value ?? '';
  if (hasVariables(written)) return undefined;
  const url = parseProxyUrl(written);
  if ('error' in url) return url.error;
  const upstream = upstreams?.of(url, line, false);
  return upstream !== undefined && 'error' in upstream ? upstream.error : undefined;
}

function knownTarget(
  exchange: Exchange,
  line: Placed,
  url: ProxyUrl,
  isVariable: boolean,
  { from }: Value,
): ProxyTarget {
  const upstream = exchange.model.upstreams?.of(url, line, isVariable);
  if (upstream === undefined || 'error' in upstream) {
    return faulty(line, { status: 500, why: `proxy_pass: ${upstream?.error ?? 'no http block'}` });
  }
  return {
    line,
    scheme: known(url.scheme),
    hostHeader: known(url.proxyHost, from),
    port: known(url.proxyPort),
    uri: known(url.uri.startsWith('?') ? `/${url.uri}` : url.uri, [line]),
    isVariable,
    upstream,
    fault: findFault(exchange, upstream),
  };
}

function findFault({ level }: Exchange, { servers, lookup, name }: Upstream): Fault | undefined {
  if (servers.length > 0 && servers.every(({ down }) => down)) {
    return { status: 502, why: `all servers of ${name} are marked down` };
  }
  const isName = servers.some(({ endpoint }) => !('error' in endpoint) && endpoint.kind === 'name');
  if (lookup === 'request' && isName && level.effective('resolver').length === 0) {
    return { status: 502, why: `no resolver is set to look up ${name}, which a variable names` };
  }
  return undefined;
}

function faulty(line: Placed, fault: Fault): ProxyTarget {
  return { ...unknownTarget(line, unknown('proxy_pass', fault.why, line)), fault };
}

function unknownTarget(line: Placed, value: UnknownValue): ProxyTarget {
  const missing = unknown('where proxy_pass leads', value.unknown.why, line, value.from);
  return {
    line,
    scheme: missing,
    hostHeader: missing,
    port: missing,
    uri: missing,
    isVariable: true,
    upstream: undefined,
    fault: undefined,
  };
}
