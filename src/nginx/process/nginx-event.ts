import type { NginxExit } from './launch-nginx.ts';

/** What happens to an nginx that is being run. */
export type NginxEvent =
  /** The master ended although nobody stopped it; it is started again after `restartInMs`. */
  | ({ readonly kind: 'exited'; readonly pid: number; readonly restartInMs: number } & NginxExit)
  /** It runs again; `downMs` is the time since it ended. */
  | { readonly kind: 'restarted'; readonly pid: number; readonly downMs: number }
  /** It could not be started again; the next attempt is made after `restartInMs`. */
  | { readonly kind: 'restart-failed'; readonly error: Error; readonly restartInMs: number };
