import type { Placed } from '../nginx/syntax/index.ts';
import type { ConfigProblem, SocketPath } from './configuration.ts';
import { everyLocation } from './socket-locations.ts';
import type { TlsTarget } from './tls-target.ts';
import { urlParts } from './url-parts.ts';

/** Plain HTTP to servers that another location of the same server opens TLS to: a port speaks one of the two. */
export function* judgeBothSchemes(
  { handshake }: SocketPath,
  { scheme, line, isGroup }: TlsTarget,
): Generator<ConfigProblem> {
  const { exchange } = handshake;
  const { authority } = urlParts(line);
  // A host without a port is asked at 80 by the one, at 443 by the other.
  if (scheme !== 'http' || exchange === undefined || !(isGroup || hasPort(authority))) return;
  for (const { level } of everyLocation(exchange.server)) {
    const other = level
      .named('proxy_pass')
      .find((one) => isHttps(one) && urlParts(one).authority === authority);
    if (other === undefined) continue;
    yield {
      at: line,
      message: `nginx speaks plain HTTP to ${authority}, and TLS elsewhere: a port takes one of the two. Where it is TLS, the client gets 400 ("plain HTTP request was sent to HTTPS port"), or 502. Write https:// here, too.`,
      related: [{ at: other, message: 'opens TLS to the same servers' }],
    };
    return;
  }
}

function isHttps({ directive }: Placed): boolean {
  return /^https:/i.test(directive.args[0]?.value ?? '');
}

function hasPort(authority: string): boolean {
  return authority.startsWith('unix:') || /:\d+$/.test(authority);
}
