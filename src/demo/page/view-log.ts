import { find, html } from './dom.ts';
import { capital } from './words.ts';

/** Entries that are kept. */
const KEPT = 40;

/** What kind of entry it is; decides its mark. */
export type LogKind = 'up' | 'down' | 'step' | 'note';

/** The log: what happened, newest first. */
export class LogView {
  readonly #list = find('[data-view="log"]', HTMLOListElement);

  /** Adds an entry. */
  add(kind: LogKind, text: string): void {
    const now = new Date();
    const time = html('time', '', now.toLocaleTimeString([], { hour12: false }));
    time.dateTime = now.toISOString();
    this.#list.prepend(html('li', kind, time, html('span', '', capital(text))));
    while (this.#list.childElementCount > KEPT) this.#list.lastElementChild?.remove();
  }
}
