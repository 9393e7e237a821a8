import { isRed } from '../engine/severity.ts';
import { type Up, type UpOptions, up } from '../verbs/up.ts';
import { EXIT } from './exit-status.ts';
import { takeSignals } from './signals.ts';
import type { Terminal } from './terminal.ts';
import { UpScreen } from './up-screen.ts';

/** How the command line runs `up`. */
export interface RunUpOptions {
  readonly options: UpOptions;
  readonly once: boolean;
  readonly format: 'text' | 'json';
  readonly terminal: Terminal;
}

/** Tunnels get this long to end by themselves; a second Ctrl-C ends the wait. */
const GRACE_MS = 10_000;
/** nginx asks a backend that failed again after 2 s; a proof before that would show the past. */
const BACK_AGAIN_MS = 2_200;

/** Runs `fairlead up` to its end and gives the exit status. */
export async function runUp({ options, once, format, terminal }: RunUpOptions): Promise<number> {
  const signals = takeSignals();
  const screen = new UpScreen(terminal, format);
  let proveAgain = () => {};
  const running = await up({
    ...options,
    onEvent: (event) => {
      screen.news(event);
      if (event.kind === 'backend' && event.change.up) proveAgain();
    },
  });
  try {
    screen.header(running);
    const report = await Promise.race([screen.prove(running), signals.end]);
    if (typeof report === 'string') return EXIT.failed;
    if (once) return isRed(report.checks) ? EXIT.found : EXIT.clean;

    let red = isRed(report.checks);
    proveAgain = () => {
      if (!red) return;
      setTimeout(async () => {
        red = isRed((await screen.prove(running)).checks);
      }, BACK_AGAIN_MS).unref();
    };
    process.on('SIGHUP', () => void reload(running, screen));
    process.on('SIGUSR2', () => running.gateway.reopenLogs());
    screen.status(running);
    await signals.end;
    return EXIT.clean;
  } finally {
    await close(running, screen, signals.endNow);
  }
}

async function reload(running: Up, screen: UpScreen): Promise<void> {
  try {
    screen.reloaded(await running.reload());
  } catch (error) {
    screen.failed('not reloaded, the old settings hold', error);
  }
}

async function close(running: Up, screen: UpScreen, hurry: Promise<unknown>): Promise<void> {
  await screen.closing(running, GRACE_MS);
  await running.close({ graceMs: GRACE_MS, hurry });
}
