import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';

/** What the outside asks of a running gateway, from the moment on that we listen. */
export interface Signals {
  /** Aborts at the first signal that ends us, with the reason; also when nobody reads us any more. */
  readonly end: AbortSignal;
  /** What a shell calls the status of what this signal ended; undefined where none did. */
  endStatus(): number | undefined;
  /** Resolves at the second: whoever sends it does not want to wait. */
  readonly endNow: Promise<void>;
  /** Hears of SIGHUP and SIGUSR2 where these do not mean the end. */
  onRequest(listener: (request: 'reload' | 'reopen-logs') => void): void;
}

/** Takes over the signals, so that nothing of ours stays behind. `gone` resolves when stdout is closed. */
export function takeSignals(gone: Promise<void>): Signals {
  const controller = new AbortController();
  let hurry = () => {};
  const endNow = new Promise<void>((resolve) => {
    hurry = resolve;
  });
  let endedBy: NodeJS.Signals | undefined;
  let listener: (request: 'reload' | 'reopen-logs') => void = () => {};
  const end = (why: string) => {
    if (controller.signal.aborted) hurry();
    else controller.abort(new Error(`ended by ${why}`));
  };
  const endBy = (signal: NodeJS.Signals) => {
    endedBy ??= signal;
    end(signal);
  };
  process.on('SIGINT', endBy);
  process.on('SIGTERM', endBy);
  process.on('SIGHUP', () => (terminalWasClosed() ? endBy('SIGHUP') : listener('reload')));
  process.on('SIGUSR2', () => listener('reopen-logs'));
  void gone.then(() => {
    if (!controller.signal.aborted) end('the end of the pipe that reads it');
  });
  return {
    end: controller.signal,
    endStatus: () => (endedBy === undefined ? undefined : 128 + constants.signals[endedBy]),
    endNow,
    onRequest: (heard) => {
      listener = heard;
    },
  };
}

/** SIGHUP has two meanings: that of daemons, and that of a window which was closed. */
function terminalWasClosed(): boolean {
  if (!process.stdout.isTTY) return false;
  try {
    // Without its terminal a process cannot open it any more (ENXIO).
    closeSync(openSync('/dev/tty', 'r'));
    return false;
  } catch {
    return true;
  }
}
