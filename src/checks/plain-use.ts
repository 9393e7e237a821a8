import type { SocketPath } from './configuration.ts';
import { isNamedForPolling, isNamedForSockets } from './socket-names.ts';

/**
 * What plain requests a location serves, as far as names tell: none, where it is a socket's own; those
 * of a fallback such as Socket.IO's polling; or those of a whole site or application.
 */
export type PlainUse = 'none' | 'polling' | 'site';

/** What plain requests come through the location that a handshake takes. */
export function plainUse({ handshake, plain }: SocketPath): PlainUse {
  const level = handshake.exchange?.level;
  // A location that is only reached with Upgrade, by `if` and error_page, sees no plain request.
  if (level === undefined || plain.exchange?.level !== level || plain.passing === undefined) {
    return 'none';
  }
  const { location } = handshake;
  if (location === undefined) return 'site';
  const { pattern, name, kind } = location;
  if (isNamedForPolling(pattern)) return 'polling';
  if (kind === 'exact' || isNamedForSockets(pattern)) return 'none';
  if (EVERYTHING.test(name)) return 'site';
  // An application stands under a folder; what has no slash behind it is one endpoint.
  return name.endsWith('/') || kind === 'regex' ? 'site' : 'none';
}

/** The root, and regular expressions that any path matches. */
const EVERYTHING = /^(?:\/|\^\/|\^|\.\*|\^\/\.\*|\^\/?\(\.\*\)\$?|\/\.\*)$/;
