import type { HeaderPair } from '../../websocket/header.ts';
import type { LivePath } from '../live-path.ts';

const SCHEME = 'X-Forwarded-Proto';

/** A client's headers as they leave a hop that ended its TLS: it says so, whatever the client said. */
export function throughHop(
  { tlsEndsBefore }: LivePath,
  headers: readonly HeaderPair[],
): readonly HeaderPair[] {
  if (tlsEndsBefore !== true) return headers;
  const others = headers.filter(([name]) => name.toLowerCase() !== SCHEME.toLowerCase());
  return [...others, [SCHEME, 'https']];
}
