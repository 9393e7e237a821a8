import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type ProcessEntry, readProcessTable } from '../../src/nginx/process/process-table.ts';

/** The built binary. */
export const MAIN: string = fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url));

/** How a fairlead ended, and all that it said. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How one is started. */
export interface StartOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The program and its arguments; `node dist/cli/main.cjs` and `args` where left out. */
  readonly command?: readonly string[];
}

/** A fairlead that runs. */
export class RunningFairlead {
  readonly #child: ChildProcess;
  readonly #closed: Promise<Ended>;
  #stdout = '';
  #stderr = '';
  #heard: () => void = () => {};
  /** Those that ran when its end was asked for. */
  #lastTree: ProcessEntry[] = [];

  constructor(args: readonly string[], { folder, environment, command }: StartOptions) {
    const [program = '', ...rest] = command ?? [process.execPath, MAIN, ...args];
    this.#child = spawn(program, rest, {
      cwd: folder,
      env: environment,
      // A pipe, not a terminal; and a group of its own, as a shell would give it.
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      this.#heard();
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#heard();
    });
    this.#child.stdin?.on('error', () => {});
    this.#closed = once(this.#child, 'close').then(([status, signal]) => {
      const ended = { status, signal, stdout: this.#stdout, stderr: this.#stderr };
      this.#heard();
      return ended;
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get stdin(): NodeJS.WritableStream | null {
    return this.#child.stdin;
  }

  /** All that it said so far, the answer first. */
  get said(): string {
    return this.#stdout + this.#stderr;
  }

  /** Resolves with the match when the text is said, also if that was before. Rejects at its end. */
  async says(pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const match = this.said.match(pattern);
      if (match) return match;
      const { exitCode, signalCode } = this.#child;
      if (exitCode !== null || signalCode !== null) {
        await this.#closed;
        const last = this.said.match(pattern);
        if (last) return last;
        throw new Error(`It ended (${exitCode ?? signalCode}) without ${pattern}:\n${this.said}`);
      }
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** Stops reading its answer, as `head` does. */
  stopReading(): void {
    this.#child.stdout?.destroy();
  }

  /** Resolves when it has ended and its output is read. */
  ended(): Promise<Ended> {
    return this.#closed;
  }

  /** Ends it by a signal. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#lastTree = await this.tree();
      this.signal(signal);
    }
    return this.#closed;
  }

  /** What still runs of all that ran when its end was asked for. */
  async survivors(): Promise<number[]> {
    const table = await readProcessTable();
    const isAlive = ({ pid, start }: ProcessEntry) =>
      table.some((entry) => entry.pid === pid && entry.start === start && !entry.ended);
    return this.#lastTree.filter(isAlive).map(({ pid }) => pid);
  }

  /** It and every process that it started, as far as they still run. */
  async tree(): Promise<ProcessEntry[]> {
    const table = (await readProcessTable()).filter(({ ended }) => !ended);
    const tree = table.filter(({ pid }) => pid === this.pid);
    for (const { pid } of tree) tree.push(...table.filter(({ parent }) => parent === pid));
    return tree;
  }
}
