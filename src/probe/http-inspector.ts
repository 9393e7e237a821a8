import type { Arrival } from './arrival.ts';
import type { Inspector } from './site.ts';

/** Asks the nodes of a backend that has inspection ports on loopback. */
export function httpInspector(ports: readonly number[]): Inspector {
  const ask = (probe: string, path: string, method: string) =>
    Promise.all(
      ports.map(async (port) => {
        const response = await fetch(`http://127.0.0.1:${port}/${path}?probe=${probe}`, { method });
        return response.json();
      }),
    );
  return {
    nodes: ports.length,
    arrivals: async (probe) => ((await ask(probe, 'arrivals', 'GET')) as Arrival[][]).flat(),
    release: async (probe) => {
      await ask(probe, 'release', 'POST');
    },
  };
}
