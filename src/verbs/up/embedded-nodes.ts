import { type RunningNodes, startNodes } from '../../demo/start-nodes.ts';

/** Two, so that finding the right one is a matter at all. */
const COUNT = 2;

/** Starts the embedded nodes while `other` is under way. Should either fail, nothing stays of them. */
export async function withEmbeddedNodes<Value>(
  other: Promise<Value>,
): Promise<[Value, RunningNodes]> {
  const [got, nodes] = await Promise.allSettled([other, startNodes({ count: COUNT })]);
  if (got.status === 'fulfilled' && nodes.status === 'fulfilled') return [got.value, nodes.value];
  if (nodes.status === 'fulfilled') await nodes.value.close();
  throw got.status === 'rejected' ? got.reason : (nodes as PromiseRejectedResult).reason;
}

/** Where nginx finds the nodes. */
export function addressesOf({ nodes }: RunningNodes): string[] {
  return nodes.map(({ port }) => `127.0.0.1:${port}`);
}
