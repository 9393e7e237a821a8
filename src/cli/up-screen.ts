import type { ReloadResult } from '../nginx/process/index.ts';
import { type LiveReport, liveJson } from '../report/json.ts';
import { summaryText, verdictText } from '../report/verdict-text.ts';
import type { UpEvent } from '../verbs/up/events.ts';
import { upChecks } from '../verbs/up/up-checks.ts';
import type { Up } from '../verbs/up.ts';
import { StatusLine } from './status-line.ts';
import type { Terminal } from './terminal.ts';
import { headerText, newsText, reloadText } from './up-text.ts';

const ID_WIDTH = Math.max(...upChecks.map(({ id }) => id.length));

/** What `up` shows: the answer on stdout, in text or JSON, and the news on stderr. */
export class UpScreen {
  readonly #terminal: Terminal;
  readonly #format: 'text' | 'json';
  #status: StatusLine | undefined;

  constructor(terminal: Terminal, format: 'text' | 'json') {
    this.#terminal = terminal;
    this.#format = format;
  }

  header(running: Up): void {
    this.#say(headerText(running, this.#terminal));
  }

  /** Proves, and shows each verdict as it falls, or all of them as JSON at the end. */
  async prove(running: Up): Promise<LiveReport> {
    const { columns, paint } = this.#terminal;
    this.#status?.pause();
    this.#say('');
    const report = await running.prove((verdict) => {
      this.#say(verdictText(verdict, { columns, paint, idWidth: ID_WIDTH }));
    });
    this.#say(`${summaryText(report.checks, paint)}\n`);
    if (this.#format === 'json') process.stdout.write(liveJson(report));
    this.#status?.resume();
    return report;
  }

  /** Shows the status line from now on. */
  status(running: Up): void {
    if (this.#format === 'json') return;
    this.#status = new StatusLine(running, this.#terminal.paint);
    this.#status.resume();
  }

  news(event: UpEvent): void {
    this.#tell(newsText(event, this.#terminal.paint));
  }

  reloaded(result: ReloadResult): void {
    this.#tell(reloadText(result, this.#terminal.paint));
  }

  failed(what: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#tell(`  ${this.#terminal.paint('bad', '✗')} ${what}: ${reason}`);
  }

  /** Says what the end waits for. */
  async closing({ gateway, embedded }: Up, graceMs: number): Promise<void> {
    this.#status?.pause();
    this.#status = undefined;
    const open = Math.max(0, ((await gateway.status())?.active ?? 1) - 1);
    if (open === 0 || embedded) return;
    this.#tell(
      `  ending; ${open} open connection${open === 1 ? ' has' : 's have'} up to ${graceMs / 1000} s (Ctrl-C: now)`,
    );
  }

  /** A part of the answer in text; none of it with JSON. */
  #say(text: string): void {
    if (this.#format === 'json') return;
    this.#status?.clear();
    this.#terminal.print(text);
  }

  #tell(text: string): void {
    this.#status?.clear();
    this.#terminal.tell(text);
  }
}
