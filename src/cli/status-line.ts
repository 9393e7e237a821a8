import type { Paint } from '../report/paint.ts';
import type { Up } from '../verbs/up.ts';

const EVERY_MS = 1_000;
const CLEAR_LINE = '\r\u001b[2K';

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

  async start(): Promise<void> {
    await this.#draw();
    if (!process.stdout.isTTY) process.stdout.write('\n');
    else this.#timer = setInterval(() => void this.#draw(), EVERY_MS);
  }

  /** Makes room for a line of news; the status comes back below it. */
  clear(): void {
    if (this.#timer !== undefined) process.stdout.write(CLEAR_LINE);
  }

  stop(): void {
    this.clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #draw(): Promise<void> {
    const text = await this.#text();
    process.stdout.write(process.stdout.isTTY ? `${CLEAR_LINE}${text}` : text);
  }

  async #text(): Promise<string> {
    const { gateway, down } = this.#up;
    const counters = await gateway.status();
    const backends = gateway.deployment.backends.length;
    const parts = [
      counters === undefined
        ? 'nginx does not answer'
        : // This question is itself one of the connections and requests that nginx counts.
          `${count(counters.active - 1, 'connection')} · ${count(counters.requests, 'request')}`,
      `${backends - down.length} of ${backends} backends up`,
      `nginx is process ${gateway.pid}`,
      elapsed(Date.now() - this.#started),
      'Ctrl-C ends it',
    ];
    return `  ${this.#paint('quiet', parts.join(' · '))}`;
  }
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

function elapsed(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3_600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}
