import { setTimeout as delay } from 'node:timers/promises';
import type { NginxBinary } from './binary.ts';
import { endGroup } from './end-group.ts';
import { type LaunchedNginx, launchNginx } from './launch-nginx.ts';
import { type Lifeline, openLifeline } from './lifeline.ts';
import type { NginxEvent } from './nginx-event.ts';
import type { ProcessUser } from './process-user.ts';
import { type ReloadResult, reloadNginx } from './reload-nginx.ts';
import { type RestartDelay, restartDelay } from './restart-delay.ts';
import { writeRunRecord } from './run-record.ts';
import type { RunningNginx } from './running-nginx.ts';
import { signalProcess } from './signal-process.ts';
import { type StopResult, stopNginx } from './stop-nginx.ts';
import { readChildren } from './workers.ts';

interface SupervisorOptions {
  readonly nginx: NginxBinary;
  readonly prefix: string;
  readonly runAs: ProcessUser | undefined;
  readonly onEvent: (event: NginxEvent) => void;
}

/** Starts the nginx whose configuration is in its prefix, and starts it again after a crash. */
export async function superviseNginx(options: SupervisorOptions): Promise<RunningNginx> {
  const lifeline = await openLifeline();
  try {
    const launched = await launch(options, lifeline);
    return new Supervisor(options, lifeline, launched);
  } catch (error) {
    await lifeline.close();
    throw error;
  }
}

async function launch(
  { nginx, prefix, runAs }: SupervisorOptions,
  lifeline: Lifeline,
): Promise<LaunchedNginx> {
  let spawned: number | undefined;
  const onSpawn = (pid: number): void => {
    spawned = pid;
    lifeline.guard(pid);
  };
  try {
    const launched = await launchNginx({ nginx, prefix, runAs, onSpawn });
    await writeRunRecord(prefix, launched.pid);
    return launched;
  } catch (error) {
    if (spawned !== undefined) await endGroup(spawned);
    lifeline.guard(undefined);
    throw error;
  }
}

class Supervisor implements RunningNginx {
  readonly #options: SupervisorOptions;
  readonly #lifeline: Lifeline;
  readonly #delays: RestartDelay = restartDelay();
  readonly #stopping = new AbortController();
  /** Resolves when `stop` was called and no restart is under way any more. */
  readonly #watching: Promise<void>;
  #launched: LaunchedNginx;
  #stopped: Promise<StopResult> | undefined;
  /** Reloads follow each other: each has to know the workers before it. */
  #lastReload: Promise<unknown> = Promise.resolve();

  constructor(options: SupervisorOptions, lifeline: Lifeline, launched: LaunchedNginx) {
    this.#options = options;
    this.#lifeline = lifeline;
    this.#launched = launched;
    this.#watching = this.#watch();
  }

  get pid(): number {
    return this.#launched.pid;
  }

  async workers(): Promise<number[]> {
    return [...(await readChildren(this.pid)).workers];
  }

  reload(configuration?: string): Promise<ReloadResult> {
    const result = this.#lastReload.then(() => this.#reload(configuration));
    this.#lastReload = result.catch(() => {});
    return result;
  }

  reopenLogs(): void {
    signalProcess(this.pid, 'SIGUSR1');
  }

  stop({ graceMs }: { readonly graceMs: number }): Promise<StopResult> {
    this.#stopped ??= this.#stop(graceMs);
    return this.#stopped;
  }

  async #reload(configuration: string | undefined): Promise<ReloadResult> {
    const { nginx, prefix, runAs } = this.#options;
    const launched = this.#launched;
    if (!launched.hasExited())
      return reloadNginx({ nginx, prefix, runAs, launched, configuration });
    const text = this.#stopped ? 'nginx was stopped' : 'nginx has crashed and is being restarted';
    return { outcome: 'refused', messages: [{ level: 'error', text }] };
  }

  async #stop(graceMs: number): Promise<StopResult> {
    this.#stopping.abort();
    await this.#watching;
    const result = await stopNginx(this.#launched, graceMs);
    await this.#lifeline.close();
    // One that was under way still writes to the prefix, which may be removed after us.
    await this.#lastReload;
    return result;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    const stopped = new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    for (;;) {
      const start = performance.now();
      const exit = await Promise.race([this.#launched.exit, stopped]);
      if (!exit || signal.aborted) return;
      const restartInMs = this.#delays.next(performance.now() - start);
      this.#options.onEvent({ kind: 'exited', pid: this.pid, restartInMs, ...exit });
      await this.#restart(restartInMs);
    }
  }

  async #restart(firstDelayMs: number): Promise<void> {
    const { signal } = this.#stopping;
    const start = performance.now();
    for (let delayMs = firstDelayMs; ; ) {
      await delay(delayMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      try {
        // Workers outlive a killed master and serve until now; they would keep its ports.
        await endGroup(this.pid);
        this.#launched = await launch(this.#options, this.#lifeline);
        const downMs = performance.now() - start;
        return this.#options.onEvent({ kind: 'restarted', pid: this.pid, downMs });
      } catch (cause) {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        delayMs = this.#delays.next(0);
        this.#options.onEvent({ kind: 'restart-failed', error, restartInMs: delayMs });
      }
    }
  }
}
