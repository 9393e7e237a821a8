import { isAtLeast } from '../catalog/version.ts';
import type { Exchange } from './exchange.ts';
import { isFlagOn } from './flags.ts';
import { escapeUri } from './uri/index.ts';
import { concat, known, type Value } from './value.ts';

/** A path for `Location`. Since 1.21.0, nginx escapes what it makes a redirect of by itself. */
export function escapeLocation({ model }: Exchange, path: string): string {
  return isAtLeast(model.version, '1.21.0') ? escapeUri(path, 'uri', model.uriDialect) : path;
}

/**
 * `Location` as nginx sends it (`ngx_http_header_filter`): a path is made absolute with the request's
 * scheme, its host, and the port that it came in by.
 */
export function sentLocation(exchange: Exchange, location: Value): Value {
  const { level, request, serverName } = exchange;
  const host = exchange.hostIsSent ? exchange.host : (request.address ?? exchange.host);
  if (location.text === undefined || !location.text.startsWith('/')) return location;
  if (!isFlagOn(level, 'absolute_redirect', true)) return location;
  const scheme = request.tls ? 'https' : 'http';
  const name = isFlagOn(level, 'server_name_in_redirect', false) ? serverName : host;
  const usual = request.tls ? 443 : 80;
  const hasPort = request.port !== usual && isFlagOn(level, 'port_in_redirect', true);
  const port = hasPort ? `:${request.port}` : '';
  return concat([known(`${scheme}://${name}${port}`), location]);
}
