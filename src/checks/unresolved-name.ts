import { isIp } from '../nginx/model/listen/ip-address.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import type { SocketPath } from './configuration.ts';

/**
 * The host of a `proxy_pass` that is written out while something behind it is a variable, where nothing
 * looks names up: whatever the variable holds, nginx finds no address.
 */
export function unresolvedName({ model, handshake }: SocketPath, line: Placed): string | undefined {
  const written = line.directive.args[0]?.value ?? '';
  const [, host = ''] = /^https?:\/\/([a-z0-9._-]+)[:/?][^$]*\$/i.exec(written) ?? [];
  if (host === '' || isIp(host) || model.upstreams?.find(host) !== undefined) return undefined;
  const resolvers = handshake.exchange?.level.effective('resolver') ?? [];
  return resolvers.length === 0 ? host : undefined;
}
