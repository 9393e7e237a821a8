import type { Exchange } from './exchange.ts';
import { isFlagOn, settingOf } from './flags.ts';
import { headersNamed } from './headers.ts';
import { forwardedEndpoint } from './net/forwarded-address.ts';
import { addressText, parseAddress } from './net/ip-address.ts';
import { parseNetwork } from './net/network.ts';

/** Who the client is, by a header of a trusted hop (ngx_http_realip_module). */
export function trustRealIp(exchange: Exchange): void {
  const { client, headers, level, request } = exchange;
  if (client.address !== request.client.address || exchange.clientUnknown !== undefined) return;
  const lines = level.effective('set_real_ip_from');
  if (lines.length === 0) return;
  const from = parseAddress(client.address);
  if (from === undefined) return;
  const header = (settingOf(level, 'real_ip_header') ?? 'X-Real-IP').toLowerCase();
  if (header === 'proxy_protocol') {
    exchange.loseClient('it is what the PROXY protocol header says');
    return;
  }
  const sent = headersNamed(headers, header).map(({ value }) => value);
  // Only X-Forwarded-For may be a list over several lines; of any other header the first line counts.
  const told = header === 'x-forwarded-for' ? sent : sent.slice(0, 1);
  const trusted = lines
    .map(({ directive }) => parseNetwork(directive.args[0]?.value ?? ''))
    .filter((network) => network !== undefined);
  const recursive = isFlagOn(level, 'real_ip_recursive', false);
  const found = forwardedEndpoint(from, told, { trusted, recursive });
  if (found === undefined) return;
  exchange.client = { address: addressText(found.address), port: found.port };
}
