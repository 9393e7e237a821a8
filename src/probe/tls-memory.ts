import { createSecureContext, type SecureContext } from 'node:tls';
import type { LivePath } from './live-path.ts';

/**
 * What several TLS connections to one path share: the certificates, which are read once, and the
 * last session, with which the next handshake is shorter. Empty at first.
 */
export interface TlsMemory {
  context?: SecureContext;
  session?: Buffer;
}

/**
 * The certificates that the path trusts, read at their first use.
 * @throws Error where the path's CA is not PEM.
 */
export function secureContext(path: LivePath, memory: TlsMemory): SecureContext {
  memory.context ??= createSecureContext(path.ca === undefined ? {} : { ca: path.ca });
  return memory.context;
}
