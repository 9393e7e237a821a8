import type { Paint } from '../report/paint.ts';
import type { Up } from '../verbs/up.ts';
import { CLEAR_LINE } from './terminal.ts';

const EVERY_MS = 1_000;

/** The last line of `up`: kept up to date on a terminal, printed once where there is none. */
export class StatusLine {
  readonly #up: Up;
  readonly #paint: Paint;
  readonly #started = Date.now();
  #timer: NodeJS.Timeout | undefined;

  constructor(up: Up, paint: Paint) {
    this.#up = up;
    this.#paint = paint;
  }

  /** Shows it from now on. */
  resume(): void {
    if (!process.stdout.isTTY) {
      process.stdout.write(`  ${this.#running().join(' · ')} · SIGTERM ends it\n`);
      return;
    }
    this.#timer = setInterval(() => void this.#draw(), EVERY_MS);
    void this.#draw();
  }

  /** Makes room for a line of news; the status comes back below it. */
  clear(): void {
    if (this.#timer !== undefined) process.stdout.write(CLEAR_LINE);
  }

  pause(): void {
    this.clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #draw(): Promise<void> {
    const counters = await this.#up.gateway.status();
    // It may have been paused while nginx was asked.
    if (this.#timer === undefined) return;
    const traffic =
      counters === undefined
        ? ['nginx does not answer']
        : // This question is itself one of the connections and requests that nginx counts.
          [count(counters.active - 1, 'connection'), count(counters.requests, 'request')];
    const [backends = '', nginx = ''] = this.#running();
    const parts = ['Ctrl-C ends it', elapsed(Date.now() - this.#started), backends];
    const text = fitting([...parts, ...traffic, nginx], process.stdout.columns ?? 0);
    process.stdout.write(`${CLEAR_LINE}  ${this.#paint('quiet', text)}`);
  }

  #running(): string[] {
    const { gateway, down } = this.#up;
    const backends = gateway.deployment.backends.length;
    return [
      `${backends - down.length} of ${count(backends, 'backend')} up`,
      `nginx is process ${gateway.pid}`,
    ];
  }
}

/** As many parts as one line of the terminal takes: what runs over its end could not be cleared. */
function fitting(parts: readonly string[], columns: number): string {
  const MARGIN = 3;
  let text = '';
  for (const part of parts) {
    const longer = text === '' ? part : `${text} · ${part}`;
    if (text !== '' && longer.length + MARGIN > columns) break;
    text = longer;
  }
  return text;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

function elapsed(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3_600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}
