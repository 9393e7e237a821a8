import type { Placed } from '../nginx/syntax/index.ts';
import type { DeclaredHop, SocketPath } from './configuration.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

/** A hop in front of nginx that nobody declared, and the line that speaks of it. */
export interface HopByLine {
  readonly hop: DeclaredHop;
  readonly at: Placed;
}

/**
 * Headers that one kind of hop alone sends, and after how much silence people report it to end a tunnel:
 * `hops/` knows what is documented, and of this one nothing is.
 */
const SENDERS: Readonly<Record<string, DeclaredHop>> = {
  'cf-connecting-ip': { name: 'Cloudflare', idleMs: 100_000 },
};

/** The hop that a line in effect takes the address of the client from; undefined where none tells. */
export function hopByLine(paths: readonly SocketPath[]): HopByLine | undefined {
  for (const { handshake } of paths) {
    const at = handshake.exchange?.level.effective('real_ip_header').at(-1);
    if (at === undefined || !isUpgradePassed(handshake)) continue;
    const hop = SENDERS[at.directive.args[0]?.value.toLowerCase() ?? ''];
    if (hop !== undefined) return { hop, at };
  }
  return undefined;
}
