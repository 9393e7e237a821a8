import { setTimeout as delay } from 'node:timers/promises';
import { isRed } from '../engine/severity.ts';
import { type Up, type UpOptions, up } from '../verbs/up.ts';
import { EXIT } from './exit-status.ts';
import { type Signals, takeSignals } from './signals.ts';
import type { Terminal } from './terminal.ts';
import { UpScreen } from './up-screen.ts';
import { Wishes } from './wishes.ts';

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
  const signals = takeSignals(terminal.gone);
  const screen = new UpScreen(terminal, format);
  const wishes = new Wishes();
  // Who asks twice before it even runs is not kept waiting; what is left is cleaned up by the next start.
  let starting = true;
  void signals.endNow.then(() => starting && process.exit(EXIT.failed));
  const running = await up({
    ...options,
    signal: signals.end,
    onEvent: (event) => {
      screen.news(event);
      if (event.kind === 'backend' && event.change.up) wishes.add('prove');
    },
  });
  starting = false;
  signals.onRequest((request) => {
    if (request === 'reload') wishes.add('reload');
    else running.gateway.reopenLogs();
  });
  try {
    screen.header(running);
    const { checks } = await screen.prove(running);
    if (once) return isRed(checks) ? EXIT.found : EXIT.clean;
    await serve({ running, screen, wishes, red: isRed(checks) }, signals.end);
    return EXIT.clean;
  } catch (error) {
    if (!signals.end.aborted) throw error;
    return once ? EXIT.failed : EXIT.clean;
  } finally {
    await close(running, screen, signals);
  }
}

interface Serving {
  readonly running: Up;
  readonly screen: UpScreen;
  readonly wishes: Wishes;
  /** Whether the last proof found an error. */
  readonly red: boolean;
}

/** Does one thing after another that is wished for. Rejects when the end is asked for. */
async function serve({ running, screen, wishes, red }: Serving, end: AbortSignal): Promise<never> {
  screen.status(running);
  let isStillRed = red;
  for (;;) {
    const wish = await wishes.next(end);
    if (wish === 'reload') await reload(running, screen);
    if (wish !== 'prove' || !isStillRed) continue;
    await delay(BACK_AGAIN_MS, undefined, { signal: end });
    isStillRed = isRed((await screen.prove(running)).checks);
  }
}

async function reload(running: Up, screen: UpScreen): Promise<void> {
  try {
    screen.reloaded(await running.reload());
  } catch (error) {
    screen.failed('not reloaded, the old settings hold', error);
  }
}

async function close(running: Up, screen: UpScreen, { endNow }: Signals): Promise<void> {
  await screen.closing(running, GRACE_MS);
  await running.close({ graceMs: GRACE_MS, hurry: endNow });
}
