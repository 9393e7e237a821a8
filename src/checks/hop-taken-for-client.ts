import type { SocketPath } from './configuration.ts';
import { handsOnPackets, speaksHttp } from './speaks-http.ts';

/** A hop whose address nginx takes for that of every client. */
export interface TakenForClient {
  /** As the user calls it. */
  readonly hop: string;
  /** What mends it, in a sentence without its full stop. */
  readonly cure: string;
}

/**
 * The hop in front where nginx is not told to look behind it, or looks at a header that the hop does not
 * send. Undefined where no hop is declared, or nobody can tell.
 */
export function hopTakenForClient({ facts, handshake }: SocketPath): TakenForClient | undefined {
  const hop = facts.hops.at(-1);
  const level = handshake.exchange?.level;
  if (hop === undefined || level === undefined || handsOnPackets(hop)) return undefined;
  if (level.effective('set_real_ip_from').length === 0) {
    return { hop: hop.name, cure: 'Set set_real_ip_from and real_ip_header X-Forwarded-For' };
  }
  const header = level.effective('real_ip_header').at(-1)?.directive.args[0]?.value ?? 'X-Real-IP';
  // What sends X-Real-IP, the default, is nginx and its like.
  if (!/^x-real-ip$/i.test(header) || !speaksHttp(hop)) return undefined;
  const cure = `nginx looks for X-Real-IP, which ${hop.name} does not send: set real_ip_header X-Forwarded-For`;
  return { hop: hop.name, cure };
}
