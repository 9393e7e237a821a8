import type { DeclaredHop, SocketPath } from './configuration.ts';
import { handsOnPackets, speaksHttp } from './speaks-http.ts';

/**
 * The hop in front whose address nginx takes for that of every client: it is not told to look further, or
 * looks at a header that the hop does not send. Undefined where no hop is declared, or nobody can tell.
 */
export function hopTakenForClient({ facts, handshake }: SocketPath): DeclaredHop | undefined {
  const hop = facts.hops.at(-1);
  const level = handshake.exchange?.level;
  if (hop === undefined || level === undefined || handsOnPackets(hop)) return undefined;
  if (level.effective('set_real_ip_from').length === 0) return hop;
  const header = level.effective('real_ip_header').at(-1)?.directive.args[0]?.value ?? 'X-Real-IP';
  // What sends X-Real-IP, the default, is nginx and its like.
  return /^x-real-ip$/i.test(header) && speaksHttp(hop) ? hop : undefined;
}

/** What mends it, in words. */
export function lookFurther({ handshake }: SocketPath): string {
  const isTrusted = handshake.exchange?.level.effective('set_real_ip_from').length !== 0;
  return isTrusted
    ? 'Set real_ip_header X-Forwarded-For: without that line nginx looks for X-Real-IP'
    : 'Set set_real_ip_from and real_ip_header X-Forwarded-For';
}
