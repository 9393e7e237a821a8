import type { ProveEvent } from '../verbs/prove.ts';
import { CLEAR_LINE, type Terminal } from './terminal.ts';

const EVERY_MS = 200;

/** How far a proof is: a line on a terminal's stderr, which goes when it is over. */
export class ProveProgress {
  readonly #terminal: Terminal;
  readonly #isShown: boolean = process.stderr.isTTY === true;
  readonly #started = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #nginx = '';
  #judged = 0;
  #verdicts = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  news(event: ProveEvent): void {
    if (event.kind === 'progress') this.#tell(event.text);
    if (event.kind === 'verdict') this.#judged += 1;
    if (event.kind !== 'begun') return;
    this.#nginx = event.nginx.version;
    this.#judged = 0;
    this.#verdicts = event.verdicts;
    if (!this.#isShown) return;
    this.#timer ??= setInterval(() => this.#draw(), EVERY_MS);
    this.#draw();
  }

  end(): void {
    this.#clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tell(text: string): void {
    this.#clear();
    this.#terminal.tell(`  ${this.#terminal.paint('quiet', text)}`);
  }

  #clear(): void {
    if (this.#timer !== undefined) process.stderr.write(CLEAR_LINE);
  }

  #draw(): void {
    const seconds = (performance.now() - this.#started) / 1_000;
    const parts = [
      `nginx ${this.#nginx}`,
      `${this.#judged} of ${this.#verdicts} checks`,
      `${seconds.toFixed(0)} s`,
    ];
    const text = this.#terminal.paint('quiet', parts.join(' · '));
    process.stderr.write(`${CLEAR_LINE}  ${text}`);
  }
}
