import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createRun, freePort, freePorts, type Run } from '../../../src/nginx/process/index.ts';
import { type Backend, startBackend } from './backend.ts';
import type { Arrived } from './observed.ts';

/** Ports and backends that one nginx after another is run with. */
export interface Site {
  /** Listening ports for nginx; nobody holds them while none runs. */
  readonly ports: readonly number[];
  /** Takes others, where somebody was faster. */
  changePorts(): Promise<void>;
  /** Backends on 127.0.0.1. */
  readonly backendPorts: readonly number[];
  /** A backend on a unix socket: its path. */
  readonly backendPath: string;
  /** What arrived at any backend since the last call, in order. */
  takeArrived(): Arrived[];
  close(): Promise<void>;
}

/** How many listening ports and backends a configuration may use. */
export const PORTS = 2;
const BACKENDS = 3;

/** Sets up the surroundings of an nginx. */
export async function openSite(): Promise<Site> {
  let arrived: Arrived[] = [];
  const record = (one: Arrived): void => {
    arrived.push(one);
  };
  const run: Run = await createRun();
  const backendPath = join(run.folder, 'backend.sock');
  const backends: Backend[] = [await startBackend({ path: backendPath }, record)];
  const backendPorts: number[] = [];
  while (backendPorts.length < BACKENDS) {
    const port = await freePort();
    backends.push(await startBackend({ port }, record));
    backendPorts.push(port);
  }
  let ports = await freePorts(PORTS);
  return {
    get ports() {
      return ports;
    },
    async changePorts() {
      ports = await freePorts(PORTS);
    },
    backendPorts,
    backendPath,
    takeArrived() {
      const taken = arrived;
      arrived = [];
      return taken;
    },
    async close() {
      for (const backend of backends) await backend.close();
      await run.remove();
    },
  };
}

/** Placeholders of made configurations, so that the text itself depends on nothing but the seed. */
const PLACEHOLDER = /@(PORT|BACKEND|SOCKET)(\d)@/g;

/** Fills in the addresses of a site. */
export function settle(text: string, { ports, backendPorts, backendPath }: Site): string {
  return text.replace(PLACEHOLDER, (_, kind: string, digit: string) => {
    if (kind === 'SOCKET') return backendPath;
    return String((kind === 'PORT' ? ports : backendPorts)[Number(digit)]);
  });
}

/** Writes files below a folder; their text is latin-1. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, 'latin1');
  }
}
