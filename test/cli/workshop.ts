import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'vitest';
import { freePort, isFree } from '../../src/nginx/process/free-port.ts';
import { fetchNginx, findNginx } from '../../src/nginx/process/index.ts';
import {
  commandLine,
  readProcessTable,
  workingFolder,
} from '../../src/nginx/process/process-table.ts';
import { selfSigned } from '../../src/probe/self-signed.fixture.ts';
import { type Ended, RunningFairlead, type StartOptions } from './running-fairlead.ts';

const uid = process.getuid?.() ?? 0;

/** A folder in which fairleads run, with a temporary folder of its own: nobody else's runs are in it. */
export class Workshop {
  readonly folder: string;
  readonly #started: RunningFairlead[] = [];
  readonly #ports: number[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Where the runs are. */
  get runs(): string {
    return join(this.folder, 'tmp', `fairlead-${uid}`);
  }

  get environment(): NodeJS.ProcessEnv {
    const { FAIRLEAD_NGINX: _, NO_COLOR: __, ...rest } = process.env;
    return { ...rest, TMPDIR: join(this.folder, 'tmp') };
  }

  /** A free port, which has to be free again in the end. */
  async port(): Promise<number> {
    const port = await freePort();
    this.#ports.push(port);
    return port;
  }

  /** `--listen` and `--listen-http` on free ports, and these. */
  async listen(): Promise<{ flags: string[]; https: number; http: number }> {
    const https = await this.port();
    const http = await this.port();
    return { flags: ['--listen', `${https}`, '--listen-http', `${http}`], https, http };
  }

  /** Writes a file of the folder and gives its path. */
  async write(name: string, text: string): Promise<string> {
    const file = join(this.folder, name);
    await writeFile(file, text);
    return file;
  }

  /** Writes `cert.pem` and `key.pem`. */
  async certificate(notAfter?: string): Promise<void> {
    const { cert, key } = selfSigned(notAfter);
    await this.write('cert.pem', cert);
    await this.write('key.pem', key);
  }

  start(args: readonly string[], options: Partial<StartOptions> = {}): RunningFairlead {
    const { folder, environment } = this;
    const fairlead = new RunningFairlead(args, { folder, environment, ...options });
    this.#started.push(fairlead);
    return fairlead;
  }

  /** Runs one to its end. */
  run(args: readonly string[], options: Partial<StartOptions> = {}): Promise<Ended> {
    return this.start(args, options).ended();
  }

  /** What is still there of all fairleads that ran here: folders, processes, ports. */
  async leftovers(): Promise<string[]> {
    const runs = await readdir(this.runs).catch(() => []);
    const busy = await Promise.all(this.#ports.map(async (port) => !(await isFree(port)) && port));
    const survivors = await Promise.all(this.#started.map((each) => each.survivors()));
    const processes = new Set([...(await this.#processes()), ...survivors.flat()]);
    const lines = await Promise.all([...processes].map(commandLine));
    return [
      ...runs.map((name) => `folder ${name}`),
      ...[...processes].map((pid, index) => `process ${pid}: ${lines[index]}`),
      ...busy.filter((port) => port !== false).map((port) => `port ${port}`),
    ];
  }

  /** Kills what still runs, removes the folder, and fails where something was left. */
  async close(): Promise<void> {
    for (const fairlead of this.#started) {
      await fairlead.end();
    }
    const left = await this.leftovers();
    for (const pid of await this.#processes()) process.kill(pid, 'SIGKILL');
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
    expect(left).toEqual([]);
  }

  /** Processes that work in the folder: every nginx and node of ours does. */
  async #processes(): Promise<number[]> {
    const found: number[] = [];
    for (const { pid, ended } of await readProcessTable()) {
      if (ended || pid === process.pid) continue;
      const folder = (await workingFolder(pid)) ?? '';
      if (folder.startsWith(this.folder)) found.push(pid);
    }
    return found;
  }
}

/** A workshop; the nginx that it needs is fetched where there is none. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-cli-'));
  // The workers of root's nginx are somebody else, and have to get through.
  await chmod(folder, 0o711);
  await mkdir(join(folder, 'tmp'));
  await chmod(join(folder, 'tmp'), 0o711);
  return new Workshop(folder);
}

const environment = { ...process.env, FAIRLEAD_NGINX: undefined };
const noNginx: string | undefined = await findNginx({ environment })
  .then((found) => found ?? fetchNginx({ environment }))
  .then(
    () => undefined,
    (error: unknown) => `there is no nginx: ${error}`,
  );

/** A test with a workshop of its own, in which nothing may be left; skipped where there is no nginx. */
export const test = base.extend<{ workshop: Workshop }>({
  workshop: async ({ skip }, use) => {
    if (noNginx !== undefined) skip(noNginx);
    const workshop = await openWorkshop();
    await use(workshop);
    await workshop.close();
  },
});
