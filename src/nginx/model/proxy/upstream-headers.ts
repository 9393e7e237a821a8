import { isAtLeast } from '../../catalog/version.ts';
import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import { isFlagOn, settingOf } from '../flags.ts';
import { emptyValue, known, unknown, type Value, via } from '../value.ts';

/** A header that is sent to the upstream. */
export interface UpstreamHeader {
  readonly name: string;
  readonly value: Value;
  /** Whether a line sets it, nginx does by default, or the client sent it. */
  readonly origin: 'set' | 'default' | 'client';
}

/** The headers in their order: those that are set, nginx's own, then the client's. */
export function upstreamHeaders(exchange: Exchange): UpstreamHeader[] {
  const lines = exchange.level.effective('proxy_set_header');
  const taken = new Set<string>();
  const headers: UpstreamHeader[] = [];
  for (const line of lines) {
    const name = line.directive.args[0]?.value ?? '';
    taken.add(name.toLowerCase());
    const value = via(setValue(exchange, line), line);
    if (value.text !== '') headers.push({ name, value, origin: 'set' });
  }
  for (const [name, read] of defaults(exchange)) {
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    const value = read(exchange);
    if (value.text !== '') headers.push({ name, value, origin: 'default' });
  }
  if (!isFlagOn(exchange.level, 'proxy_pass_request_headers', true)) return headers;
  for (const { name, value } of exchange.headers) {
    if (!taken.has(name.toLowerCase()))
      headers.push({ name, value: known(value), origin: 'client' });
  }
  return headers;
}

function setValue(exchange: Exchange, line: Placed): Value {
  return exchange.evaluate(line.directive.args[1]?.value ?? '', line);
}

type Default = readonly [name: string, read: (exchange: Exchange) => Value];

const nothing = (): Value => emptyValue;

/** `ngx_http_proxy_headers`, and with a cache `ngx_http_proxy_cache_headers`. */
function defaults({ level, model }: Exchange): Default[] {
  const connection = isAtLeast(model.version, '1.29.7') ? '' : 'close';
  const always: Default[] = [
    ['Host', (exchange) => exchange.proxyTarget?.hostHeader ?? emptyValue],
    ['Connection', () => known(connection)],
    ['Content-Length', bodyLength],
    ['Transfer-Encoding', nothing],
    ['TE', nothing],
    ['Keep-Alive', nothing],
    ['Expect', nothing],
    ['Upgrade', nothing],
  ];
  if ((settingOf(level, 'proxy_cache') ?? 'off') === 'off') return always;
  const stale = (): Value => unknown('the validator', 'it depends on what is in the cache');
  return [
    ...always,
    ['If-Modified-Since', stale],
    ['If-Unmodified-Since', nothing],
    ['If-None-Match', stale],
    ['If-Match', nothing],
    ['Range', nothing],
    ['If-Range', nothing],
  ];
}

/** `Content-Length`: of `proxy_set_body`, else the client's. */
function bodyLength(exchange: Exchange): Value {
  const body = exchange.level.effective('proxy_set_body').at(-1);
  if (body !== undefined) {
    const value = exchange.evaluate(body.directive.args[0]?.value ?? '', body);
    return value.text === undefined ? value : known(String(value.text.length), [body]);
  }
  if (/chunked/i.test(exchange.header('transfer-encoding') ?? '')) {
    return unknown('Content-Length', 'the body is sent in chunks');
  }
  const sent = exchange.header('content-length');
  return sent === undefined ? emptyValue : known(String(Number(sent)));
}
