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
export function upstreamHeaders(exchange: Exchange, httpVersion: string): UpstreamHeader[] {
  const written = exchange.level.effective('proxy_set_header');
  const hostIsSpecial = isAtLeast(exchange.model.version, '1.31.4');
  const lines = hostIsSpecial ? withOneHost(written) : written;
  const taken = new Set<string>();
  const headers: UpstreamHeader[] = [];
  for (const line of lines) {
    const name = line.directive.args[0]?.value ?? '';
    taken.add(name.toLowerCase());
    const set = setValue(exchange, line);
    const fallsBack = hostIsSpecial && isHost(line) && set.text === '' && httpVersion === '1.1';
    const value = via(fallsBack ? targetHost(exchange) : set, line);
    if (value.text !== '') headers.push({ name, value, origin: 'set' });
  }
  for (const { name, key, read } of defaults(exchange)) {
    if (taken.has(key)) continue;
    taken.add(key);
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

/** Since 1.31.4, the last of several lines for `Host` counts, and in HTTP/1.1 one is always sent. */
function withOneHost(lines: readonly Placed[]): readonly Placed[] {
  const last = lines.findLast(isHost);
  return lines.filter((line) => line === last || !isHost(line));
}

function isHost({ directive }: Placed): boolean {
  return directive.args[0]?.value.toLowerCase() === 'host';
}

function targetHost({ proxyTarget }: Exchange): Value {
  return proxyTarget?.hostHeader ?? emptyValue;
}

/** A header that nginx sends where no line sets it. */
interface Default {
  readonly name: string;
  /** In lower case. */
  readonly key: string;
  readonly read: (exchange: Exchange) => Value;
}

function byDefault(name: string, read: Default['read']): Default {
  return { name, key: name.toLowerCase(), read };
}

const nothing = (): Value => emptyValue;

const stale = ({ level }: Exchange): Value => {
  const line = level.effective('proxy_cache').at(-1);
  const from = line === undefined ? [] : [line];
  return unknown('the validator', 'it depends on what is in the cache', line, from);
};

/** `ngx_http_proxy_headers`, and with a cache `ngx_http_proxy_cache_headers`. */
function defaults({ level }: Exchange): readonly Default[] {
  return (settingOf(level, 'proxy_cache') ?? 'off') === 'off' ? ALWAYS : WITH_CACHE;
}

const ALWAYS: readonly Default[] = [
  byDefault('Host', targetHost),
  byDefault('Connection', ({ model }) =>
    isAtLeast(model.version, '1.29.7') ? emptyValue : known('close'),
  ),
  byDefault('Content-Length', bodyLength),
  byDefault('Transfer-Encoding', nothing),
  byDefault('TE', nothing),
  byDefault('Keep-Alive', nothing),
  byDefault('Expect', nothing),
  byDefault('Upgrade', nothing),
];

const WITH_CACHE: readonly Default[] = [
  ...ALWAYS,
  byDefault('If-Modified-Since', stale),
  byDefault('If-Unmodified-Since', nothing),
  byDefault('If-None-Match', stale),
  byDefault('If-Match', nothing),
  byDefault('Range', nothing),
  byDefault('If-Range', nothing),
];

/** `Content-Length`: of `proxy_set_body`, else the client's. */
function bodyLength(exchange: Exchange): Value {
  const body = exchange.level.effective('proxy_set_body').at(-1);
  if (body !== undefined) {
    const value = exchange.evaluate(body.directive.args[0]?.value ?? '', body);
    return value.text === undefined ? value : known(String(value.text.length), [body]);
  }
  if (exchange.bodyIsDropped) {
    return unknown('Content-Length', 'it is 0 once the body has come, and was thrown away');
  }
  if (!exchange.lengthIsRead) return emptyValue;
  if (/chunked/i.test(exchange.header('transfer-encoding') ?? '')) {
    return unknown('Content-Length', 'the body is sent in chunks');
  }
  const sent = exchange.header('content-length');
  return sent === undefined ? emptyValue : known(String(Number(sent)));
}
