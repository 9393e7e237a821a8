import type { ReloadResult } from './reload-nginx.ts';
import type { StopResult } from './stop-nginx.ts';

/** An nginx that runs, and is started again should it crash. */
export interface RunningNginx {
  /** The master; after a crash the last one until the next runs. */
  readonly pid: number;
  /** The workers that take new connections. */
  workers(): Promise<number[]>;
  /** Loads a new configuration, or the present file again; see `ReloadResult`. */
  reload(configuration?: string): Promise<ReloadResult>;
  /** Has nginx open its logs anew, after they were moved away. */
  reopenLogs(): void;
  /**
   * Ends it: connections may end by themselves for `graceMs` milliseconds, then they are cut.
   * Resolves when nothing of it is left.
   */
  stop(options: { readonly graceMs: number }): Promise<StopResult>;
}
