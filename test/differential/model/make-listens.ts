import type { Chance } from './chance.ts';
import { PORTS } from './site.ts';

/** What one server listens to: the words after `listen`. */
export type Listens = readonly string[];

/** Addresses of the loopback network that a port may be bound to; '' is all of them. */
const ADDRESSES: readonly string[] = ['', '127.0.0.1:', '127.0.0.2:', '*:'];

/** Listeners for so many servers, with one default at most for each address. */
export function makeListens(chance: Chance, servers: number): Listens[] {
  const withDefault = new Set<string>();
  // Few addresses, so that servers meet on them.
  const addresses = chance.some(1, 3, () => chance.pick(ADDRESSES));
  return Array.from({ length: servers }, () => {
    const own = new Set(
      chance.some(1, 2, () => `${chance.pick(addresses)}@PORT${chance.below(PORTS)}@`),
    );
    const seen = new Set<string>();
    return [...own].flatMap((address) => {
      const socket = address.replace(/^\*:/, '');
      if (seen.has(socket)) return [];
      seen.add(socket);
      if (withDefault.has(socket) || !chance.percent(20)) return [address];
      withDefault.add(socket);
      return [`${address} default_server`];
    });
  });
}

/** Addresses and port placeholders at which a request reaches one of the listeners. */
export function reachable(listens: readonly Listens[]): { address: string; port: string }[] {
  const found = new Map<string, { address: string; port: string }>();
  for (const text of listens.flat()) {
    const [, address = '', port = ''] = /^(?:(.*):)?(@PORT\d@)/.exec(text) ?? [];
    const everywhere = address === '' || address === '*';
    for (const one of everywhere ? ['127.0.0.1', '127.0.0.2'] : [address]) {
      found.set(`${one}:${port}`, { address: one, port });
    }
  }
  return [...found.values()];
}
