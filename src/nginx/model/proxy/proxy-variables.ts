import type { Exchange } from '../exchange.ts';
import { known, unknown, type Value } from '../value.ts';

/** `$proxy_host`: the host of `proxy_pass`, with its port where that is not the usual one. */
export function proxyHost(exchange: Exchange): Value {
  return exchange.proxyTarget?.hostHeader ?? known('');
}

/** `$proxy_port`: the port of `proxy_pass`, or the usual one. */
export function proxyPort(exchange: Exchange): Value {
  return exchange.proxyTarget?.port ?? known('');
}

/** `$proxy_add_x_forwarded_for`: what the client sent of it, and the client's address. */
export function forwardedFor(exchange: Exchange): Value {
  const { headers, client, clientUnknown } = exchange;
  if (clientUnknown !== undefined) {
    return unknown('$proxy_add_x_forwarded_for', clientUnknown.why, clientUnknown.at);
  }
  const sent = headers
    .filter(({ name }) => name.toLowerCase() === 'x-forwarded-for')
    .map(({ value }) => value);
  return known([...sent, client.address].join(', '));
}
