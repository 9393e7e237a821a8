import type { Fix, SocketPath } from '../configuration.ts';
import { connectionVariable } from './connection-variable.ts';
import { type ProxyHeadersOptions, proxyHeadersFix } from './proxy-headers.ts';

/**
 * Forwards the upgrade in the location of a path: `Upgrade`, `Connection` by a map (which is added where
 * there is none), and HTTP/1.1. With `headers`, those are set too.
 */
export function upgradeFix(
  path: SocketPath,
  title: string,
  headers: Parameters<typeof proxyHeadersFix>[2] = [],
  options: Pick<ProxyHeadersOptions, 'safe'> = {},
): Fix | undefined {
  const connection = connectionVariable(path);
  if (connection === undefined) return undefined;
  const { variable, edits } = connection;
  const wanted = [
    { name: 'Upgrade', value: '$http_upgrade' },
    { name: 'Connection', value: variable },
    ...headers,
  ];
  return proxyHeadersFix(path, title, wanted, { ...options, http11: true, edits });
}
