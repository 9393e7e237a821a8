import type { Exchange } from './exchange.ts';
import { isFlagOn, settingOf } from './flags.ts';
import { forwardedEndpoint } from './net/forwarded-address.ts';
import { addressText, parseAddress } from './net/ip-address.ts';
import { parseNetwork } from './net/network.ts';

/** Who the client is, by a header of a trusted hop (ngx_http_realip_module). */
export function trustRealIp(exchange: Exchange): void {
  const { client, headers, level, request } = exchange;
  if (client.address !== request.client.address || exchange.clientUnknown !== undefined) return;
  const written = level
    .effective('set_real_ip_from')
    .map(({ directive }) => directive.args[0]?.value ?? '');
  const from = parseAddress(client.address);
  if (written.length === 0 || from === undefined) return;
  const header = (settingOf(level, 'real_ip_header') ?? 'X-Real-IP').toLowerCase();
  if (header === 'proxy_protocol') {
    exchange.loseClient('it is what the PROXY protocol header says');
    return;
  }
  const lines = headers
    .filter(({ name }) => name.toLowerCase() === header)
    .map(({ value }) => value);
  // Only X-Forwarded-For may be a list over several lines; of any other header the first line counts.
  const told = header === 'x-forwarded-for' ? lines : lines.slice(0, 1);
  const trusted = written.map(parseNetwork).filter((network) => network !== undefined);
  const recursive = isFlagOn(level, 'real_ip_recursive', false);
  const found = forwardedEndpoint(from, told, { trusted, recursive });
  if (found === undefined) return;
  exchange.client = { address: addressText(found.address), port: found.port };
}
