import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Hub, HubLink } from './hub-messages.ts';
import type { NodeOptions } from './node.ts';
import type { FromChild, ToChild } from './node-process-messages.ts';

/** Milliseconds that a process has to begin listening. */
const START_MS = 10_000;

/** Milliseconds that a process has to end in good order: above the goodbye of its node. */
const STOP_MS = 3_000;

/** The process of one node, from its start to its end. */
export interface NodeChild {
  readonly pid: number;
  readonly port: number;
  readonly inspectPort: number;
  /** Resolves when the process has ended, with how it did. */
  readonly ended: Promise<string>;
  /** Ends it: in good order, or by force when that takes longer than 3 s. */
  stop(): Promise<void>;
}

/** Starts the process of a node. Rejects when it does not listen within 10 s, and leaves none behind. */
export async function startNodeChild(options: NodeOptions): Promise<NodeChild> {
  const { hub, ...rest } = options;
  // `execArgv` is not handed down: a debugger's port cannot be had twice.
  const child = fork(fileURLToPath(new URL('./node-process.js', import.meta.url)), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = endOf(child);
  serveHub(child, hub, ended);
  tell(child, { type: 'start', options: rest });
  try {
    const { port, inspectPort } = await ready(child, ended);
    return { pid: child.pid ?? 0, port, inspectPort, ended, stop: () => stop(child, ended) };
  } catch (error) {
    child.kill('SIGKILL');
    await ended;
    throw error;
  }
}

async function endOf(child: ChildProcess): Promise<string> {
  // An 'error' (the process could not be started) comes without an 'exit'.
  const [code, signal] = await once(child, 'exit').catch((error: Error) => [error.message, null]);
  return signal === null ? `exit ${code}` : `signal ${signal}`;
}

function serveHub(child: ChildProcess, hub: Hub, ended: Promise<string>): void {
  let link: HubLink | undefined;
  child.on('message', (message: FromChild) => {
    if (message.type === 'join') link = hub.join((news) => tell(child, news));
    else if (message.type === 'set' || message.type === 'cut') link?.send(message);
  });
  void ended.then(() => link?.leave());
}

async function ready(
  child: ChildProcess,
  ended: Promise<string>,
): Promise<{ port: number; inspectPort: number }> {
  const clock = AbortSignal.timeout(START_MS);
  return await new Promise((resolve, reject) => {
    child.on('message', (message: FromChild) => {
      if (message.type === 'ready') resolve(message);
      if (message.type === 'failed') reject(new Error(`A node did not start: ${message.why}`));
    });
    void ended.then((how) => reject(new Error(`A node ended before it listened (${how}).`)));
    clock.addEventListener('abort', () => {
      reject(new Error(`A node did not listen within ${START_MS / 1000} s.`));
    });
  });
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  tell(child, { type: 'stop' });
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(force);
}

function tell(child: ChildProcess, message: ToChild): void {
  // A process that is about to end may close its channel at any moment; `ended` tells of it.
  if (child.connected) child.send(message, () => undefined);
}
