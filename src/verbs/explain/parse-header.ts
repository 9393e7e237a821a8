import type { HeaderPair } from '../../websocket/header.ts';

/**
 * Reads `Name: value`. The value is empty where nothing stands behind the colon; its characters are
 * bytes, as on the wire. Fails where there is no name or no colon.
 */
export function parseHeader(written: string): HeaderPair {
  const colon = written.indexOf(':');
  const name = written.slice(0, Math.max(0, colon)).trim();
  if (name === '') {
    throw new Error(
      `The header "${written}" has no name: expected one such as "Origin: https://example.com".`,
    );
  }
  const value = Buffer.from(written.slice(colon + 1).trim(), 'utf8').toString('latin1');
  return [name, value];
}
