import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { findPortHolder, listeningInodes } from './port-holder.ts';

test('only listeners on the port count, not connections of it', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:20FB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0
   1: 0100007F:20FB 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0
   2: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0
`;
  expect(listeningInodes(table, 8443)).toEqual(['4711']);
  expect(listeningInodes(table, 80)).toEqual(['4713']);
  expect(listeningInodes(table, 81)).toEqual([]);
});

test.skipIf(process.platform !== 'linux')('our own listener is found (Linux only)', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  expect((await findPortHolder(port))?.pid).toBe(process.pid);
  server.close();
  await once(server, 'close');
  expect(await findPortHolder(port)).toBeUndefined();
});
