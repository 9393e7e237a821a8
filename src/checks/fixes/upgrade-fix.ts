import { lazily } from '../../nginx/model/derived/lazily.ts';
import type { Fix, SocketPath } from '../configuration.ts';
import { connectionVariable } from './connection-variable.ts';
import { type ProxyHeadersOptions, proxyHeadersFix } from './proxy-headers.ts';

/**
 * Forwards the upgrade in the location of a path: `Upgrade`, `Connection` by a map (which is added where
 * there is none), and HTTP/1.1.
 */
export function upgradeFix(
  path: SocketPath,
  title: string,
  options: Pick<ProxyHeadersOptions, 'safe'> = {},
): Fix | undefined {
  // To choose the map, a plain request has to be followed: when the edits are wanted, not before.
  const connection = lazily(() => connectionVariable(path));
  const wanted = [
    { name: 'Upgrade', value: '$http_upgrade' },
    {
      name: 'Connection',
      get value() {
        return connection().variable;
      },
    },
  ];
  const edits = () => connection().edits();
  return proxyHeadersFix(path, title, wanted, { ...options, http11: true, edits });
}
