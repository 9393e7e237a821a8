import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems give to outgoing connections, which would take ours away meanwhile. */
const LOWEST = 12_000;
const HIGHEST = 31_000;

/** All addresses of IPv4. */
const EVERYWHERE = '0.0.0.0';

/** A port on which nobody listens at an address, and that no outgoing connection gets by chance. */
export async function freePort(address: string = EVERYWHERE): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port, address)) return port;
  }
}

/** So many of them, all different. Somebody else may still take one a moment later. */
export async function freePorts(count: number, address: string = EVERYWHERE): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort(address));
  return [...ports];
}

/** Whether one could listen on the port now; it is listened to for a moment. */
export async function isFree(port: number, address: string = EVERYWHERE): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, address, () => resolve(true));
  });
  if (!free) return false;
  server.close();
  await once(server, 'close');
  return true;
}
