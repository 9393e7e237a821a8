import { isIp } from '../nginx/model/listen/ip-address.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import type { SocketPath } from './configuration.ts';

/**
 * Whether the host of a `proxy_pass` is written out while something behind it is a variable, where nothing
 * looks names up: whatever the variable holds, nginx finds no address.
 */
export function isUnresolvedName({ model, handshake }: SocketPath, line: Placed): boolean {
  const written = line.directive.args[0]?.value ?? '';
  const [, host = ''] = /^https?:\/\/([a-z0-9._-]+)[:/?][^$]*\$/i.exec(written) ?? [];
  if (host === '' || isIp(host) || model.upstreams?.find(host) !== undefined) return false;
  return handshake.exchange?.level.effective('resolver').length === 0;
}
