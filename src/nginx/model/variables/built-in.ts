import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import { documentRoot, requestFilename } from '../files/document-root.ts';
import { forwardedFor, proxyHost, proxyPort } from '../proxy/proxy-variables.ts';
import { known, unknown, type Value } from '../value.ts';
import { addressBytes } from './address-bytes.ts';
import { invalidReferer } from './invalid-referer.ts';
import { prefixed } from './prefixed.ts';
import { runTimeReason } from './run-time.ts';

/** A variable of nginx's own modules; undefined where the name is none of theirs. */
export function builtIn(
  exchange: Exchange,
  name: string,
  at: Placed | undefined,
): Value | undefined {
  const read = READERS.get(name);
  if (read !== undefined) {
    const before = exchange.derived.get(name);
    if (before !== undefined) return before;
    const result = read(exchange);
    const value = typeof result === 'string' ? known(result) : result;
    if (KEPT.has(name)) exchange.derived.set(name, value);
    return value;
  }
  const reason = runTimeReason(name);
  if (reason !== undefined) return unknown(`$${name}`, reason, at);
  return prefixed(exchange, name, at);
}

/** What nginx keeps from when it was first asked for, though the realip module may change it later. */
const KEPT: ReadonlySet<string> = new Set([
  'remote_addr',
  'remote_port',
  'binary_remote_addr',
  'proxy_add_x_forwarded_for',
]);

type Reader = (exchange: Exchange) => Value | string;

const host: Reader = (exchange) => exchange.host;
const uri: Reader = (exchange) => exchange.uri;
const args: Reader = (exchange) => exchange.args;

/** By nginx's `src/http/ngx_http_variables.c`, and the module that a group names. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['host', host],
  ['uri', uri],
  ['document_uri', uri],
  ['args', args],
  ['query_string', args],
  ['is_args', (exchange) => (exchange.args === '' ? '' : '?')],
  ['request_uri', (exchange) => exchange.unparsedUri],
  // An `error_page` may have made it GET; a subrequest has that of its request.
  ['request_method', (exchange) => exchange.main.methodName],
  ['request', ({ request }) => `${request.method} ${request.target} HTTP/${request.httpVersion}`],
  [
    'server_protocol',
    ({ request, protocolIsRead }) => (protocolIsRead ? `HTTP/${request.httpVersion}` : ''),
  ],
  ['scheme', ({ request }) => (request.tls ? 'https' : 'http')],
  ['https', ({ request }) => (request.tls ? 'on' : '')],
  ['ssl_server_name', ({ request }) => (request.tls ? (request.serverName ?? '') : '')],
  ['http2', () => ''],
  ['http3', () => ''],
  ['server_name', (exchange) => exchange.serverName],
  ['server_port', ({ request }) => String(request.port)],
  ['server_addr', ({ request }) => request.address ?? noAddress],
  ['remote_addr', clientAddress],
  ['remote_port', (exchange) => clientPart(exchange, exchange.client.port)],
  ['binary_remote_addr', (exchange) => clientPart(exchange, addressBytes(exchange.client.address))],
  ['realip_remote_addr', ({ request }) => request.client.address],
  ['realip_remote_port', ({ request }) => String(request.client.port)],
  ['remote_user', (exchange) => basicUser(exchange.header('authorization'))],
  ['content_length', contentLength],
  ['content_type', (exchange) => exchange.header('content-type') ?? ''],
  ['document_root', (exchange) => documentRoot(exchange)],
  ['request_filename', (exchange) => requestFilename(exchange)],
  ['nginx_version', ({ model }) => model.version],
  ['pipe', () => '.'],
  [
    'limit_rate',
    (exchange) => exchange.level.effective('limit_rate').at(-1)?.directive.args[0]?.value ?? '0',
  ],
  ['invalid_referer', invalidReferer],
  // ngx_http_proxy_module
  ['proxy_host', proxyHost],
  ['proxy_port', proxyPort],
  ['proxy_add_x_forwarded_for', forwardedFor],
  ['proxy_internal_host', proxyHost],
]);

const noAddress: Value = unknown(
  '$server_addr',
  'the address that the connection arrives at was not said',
);

/** `$remote_addr`. */
export function clientAddress(exchange: Exchange): Value {
  return clientPart(exchange, exchange.client.address);
}

function clientPart({ clientUnknown }: Exchange, text: string): Value {
  return clientUnknown === undefined
    ? known(text)
    : { text: undefined, from: [], unknown: clientUnknown };
}

/** In a request that is sent in chunks, there is no length until the body has been read. */
function contentLength(exchange: Exchange): Value {
  if (/chunked/i.test(exchange.header('transfer-encoding') ?? '')) {
    return unknown('$content_length', 'the body is sent in chunks');
  }
  return known(exchange.header('content-length') ?? '');
}

/** RFC 7617: `Basic` and `user:password` in Base64. */
function basicUser(authorization: string | undefined): string {
  const [, encoded] = /^basic +(\S+)$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return '';
  const decoded = atob(encoded);
  const colon = decoded.indexOf(':');
  return colon < 1 ? '' : decoded.slice(0, colon);
}
