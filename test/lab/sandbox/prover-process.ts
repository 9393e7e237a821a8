import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { build } from 'esbuild';
import type { ProverLine, ProverOptions } from './prover.ts';

/** A folder that everybody may enter, as nginx runs as somebody else where we are root; the prover is in it. */
export async function newWorld(): Promise<{ world: string; script: string }> {
  const world = await realpath(await mkdtemp(join(tmpdir(), 'fairlead-world-')));
  await chmod(world, 0o755);
  return { world, script: await bundleProver(world) };
}

/** Makes the prover, which is TypeScript, one file that any Node runs; returns its path. */
async function bundleProver(folder: string): Promise<string> {
  const outfile = join(folder, 'prover.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'prover.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Some dependencies are CommonJS, and ask for Node's own modules by `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    outfile,
    logLevel: 'silent',
  });
  return outfile;
}

/** A prover that runs. */
export class Prover {
  readonly process: ChildProcess;
  private readonly lines: AsyncIterableIterator<string>;

  /** `through`: a command that runs what stands behind it, such as `unshare -n`. */
  constructor(
    script: string,
    options: ProverOptions,
    spawnOptions: SpawnOptions = {},
    through: readonly string[] = [],
  ) {
    const [program = '', ...args] = [...through, process.execPath, script, JSON.stringify(options)];
    this.process = spawn(program, args, { ...spawnOptions, stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout } = this.process;
    if (!stdout) throw new Error('the prover has no output');
    const lines: Interface = createInterface(stdout);
    this.lines = lines[Symbol.asyncIterator]() as AsyncIterableIterator<string>;
  }

  get pid(): number {
    const { pid } = this.process;
    if (pid === undefined) throw new Error('the prover did not start');
    return pid;
  }

  /** What it says next. */
  async next(): Promise<ProverLine> {
    const { value, done } = await this.lines.next();
    if (done === true) throw new Error('the prover ended without a word');
    return JSON.parse(value) as ProverLine;
  }

  /** What came of it, whatever it said before. */
  async result(): Promise<Exclude<ProverLine, { kind: 'begun' }>> {
    for (;;) {
      const line = await this.next();
      if (line.kind !== 'begun') return line;
    }
  }

  /** Lets it go, and waits for its end. */
  async end(): Promise<void> {
    const exit = once(this.process, 'exit');
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.stdin?.end('\n');
    await exit;
  }
}
