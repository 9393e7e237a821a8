import { isAtLeast } from '../../catalog/version.ts';
import type { Exchange } from '../exchange.ts';
import { isFlagOn, settingOf } from '../flags.ts';
import { escapeUri } from '../uri/index.ts';
import { concat, known, type Value } from '../value.ts';
import { type DroppedHeader, droppedHeaders } from './dropped-headers.ts';
import type { ProxyTarget } from './proxy-target.ts';
import { type UpstreamHeader, upstreamHeaders } from './upstream-headers.ts';

/** The request that nginx sends to the upstream. */
export interface UpstreamRequest {
  /** Such as `GET /ws/ HTTP/1.1`. */
  readonly line: Value;
  readonly method: Value;
  readonly uri: Value;
  readonly httpVersion: '1.0' | '1.1' | '2';
  /** In the order in which they are sent. */
  readonly headers: readonly UpstreamHeader[];
  readonly dropped: readonly DroppedHeader[];
}

/** Builds the request (`ngx_http_proxy_create_request`). */
export function upstreamRequest(exchange: Exchange, target: ProxyTarget): UpstreamRequest {
  const method = upstreamMethod(exchange);
  const uri = upstreamUri(exchange, target);
  const httpVersion = upstreamHttpVersion(exchange);
  const line = concat([method, known(' '), uri, known(` HTTP/${httpVersion}`)]);
  const headers = upstreamHeaders(exchange, httpVersion);
  return { line, method, uri, httpVersion, headers, dropped: droppedHeaders(exchange.level) };
}

/** `proxy_method`; a cache asks with GET for HEAD, unless told not to. */
function upstreamMethod(exchange: Exchange): Value {
  const line = exchange.level.effective('proxy_method').at(-1);
  if (line !== undefined) return exchange.evaluate(line.directive.args[0]?.value ?? '', line);
  const cache = settingOf(exchange.level, 'proxy_cache') ?? 'off';
  const converts = cache !== 'off' && isFlagOn(exchange.level, 'proxy_cache_convert_head', true);
  return known(exchange.method === 'HEAD' && converts ? 'GET' : exchange.methodName);
}

/** 1.1 is the default since 1.29.7; before, 1.0 was. */
function upstreamHttpVersion({ level, model }: Exchange): '1.0' | '1.1' | '2' {
  const set = settingOf(level, 'proxy_http_version');
  if (set === '1.0' || set === '1.1' || set === '2') return set;
  return isAtLeast(model.version, '1.29.7') ? '1.1' : '1.0';
}

function upstreamUri(exchange: Exchange, { uri, isVariable }: ProxyTarget): Value {
  if (uri.text === undefined) return uri;
  if (isVariable && uri.text !== '') return uri;
  if (uri.text === '' && exchange.validUnparsedUri && exchange.parent === undefined) {
    return known(exchange.unparsedUri);
  }
  const replaced = exchange.validLocation && uri.text !== '' ? locationLength(exchange) : 0;
  const rest = exchange.uri.slice(replaced);
  const escapes = exchange.quotedUri || exchange.spaceInUri || exchange.internal;
  const path = escapes ? escapeUri(rest, 'uri', exchange.model.uriDialect) : rest;
  const args = exchange.args === '' ? '' : `?${exchange.args}`;
  return concat([exchange.validLocation ? uri : known(''), known(path + args)]);
}

/** What of the URI a URI part stands for: the prefix of the location in charge. */
function locationLength({ location, uri }: Exchange): number {
  return Math.min(location?.name.length ?? 0, uri.length);
}
