import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/** A port that takes no more connections: an attempt gets no answer, as from a host that is gone. */
export interface DeadListener {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens with the shortest queue and then sleeps, so that nothing is ever accepted from it.
 * A thread of its own, since only one that sleeps does not accept.
 */
const THREAD = `
const { parentPort } = require('node:worker_threads');
const server = require('node:net').createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
`;

/** More than the queue of a backlog of 1 holds, which the kernel rounds up. */
const FILLERS = 4;
/** A connection on loopback that the queue has room for is there within a millisecond. */
const FULL_AFTER_MS = 50;

/** Starts a listener whose queue is full. Linux then drops further attempts without a word. */
export async function startDeadListener(): Promise<DeadListener> {
  const thread = new Worker(THREAD, { eval: true });
  const port = await new Promise<number>((done, failed) => {
    thread.once('message', done).once('error', failed);
  });
  const fillers = Array.from({ length: FILLERS }, () => connect(port, '127.0.0.1'));
  await Promise.all(fillers.map(connectedOrDropped));
  return {
    port,
    close: async () => {
      for (const filler of fillers) filler.destroy();
      await thread.terminate();
    },
  };
}

function connectedOrDropped(socket: Socket): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, FULL_AFTER_MS);
    socket.on('error', () => undefined);
    socket.once('connect', () => {
      clearTimeout(timer);
      done();
    });
  });
}
