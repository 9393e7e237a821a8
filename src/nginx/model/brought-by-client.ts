import type { Directive } from '../syntax/tree.ts';
import type { Exchange } from './exchange.ts';
import type { Trace } from './trace.ts';
import { variablesBehind } from './variables/variables-behind.ts';

/**
 * Whether an `if` asks for what some clients bring and others do not: an address, a cookie, a token, a
 * header of their own. By itself, or through `map`, `geo` and `set`.
 */
export function isBroughtByClient({ exchange, request }: Trace, condition: Directive): boolean {
  if (exchange === undefined) return false;
  // A query that was asked for is what the client brings.
  const takesQuery = !request.target.includes('?');
  return [...askedBy(condition, exchange)].some((name) => isOfClient(name, takesQuery));
}

/** The variables that a line asks, and those behind them. */
export function askedBy({ args }: Directive, exchange: Exchange): ReadonlySet<string> {
  return variablesBehind(exchange, args.map(({ raw }) => raw).join(' '));
}

function isOfClient(name: string, takesQuery: boolean): boolean {
  if (name.startsWith('http_')) return !OF_EVERY_HANDSHAKE.has(name.slice('http_'.length));
  if (/^(?:arg_|args$|is_args$|query_string$)/.test(name)) return takesQuery;
  return OF_CLIENT.test(name);
}

/**
 * What browsers send with each handshake or with none (the WebSockets standard has no referrer), and
 * what a hop in front tells of its scheme and name.
 */
const OF_EVERY_HANDSHAKE: ReadonlySet<string> = new Set([
  'host',
  'upgrade',
  'connection',
  'sec_websocket_key',
  'sec_websocket_version',
  'referer',
  'x_forwarded_proto',
  'x_forwarded_protocol',
  'x_forwarded_scheme',
  'x_forwarded_ssl',
  'x_forwarded_port',
  'x_forwarded_host',
  'x_scheme',
  'cf_visitor',
]);

const OF_CLIENT =
  /^(?:cookie_|ssl_client_|geoip2?_|secure_link|(?:binary_|realip_)?remote_addr$|remote_user$)/;
