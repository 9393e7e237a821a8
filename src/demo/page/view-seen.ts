import { find, html, setText } from './dom.ts';
import type { SeenRequest } from './wire.ts';

/** The headers that nginx has to get right; the others stand back. */
const MATTERS =
  /^(host|upgrade|connection|origin|x-real-ip|x-forwarded-.*|forwarded|sec-websocket-.*)$/i;

/** What the backend saw of this page's own request. */
export class SeenView {
  readonly #line = find('[data-seen="request-line"]', HTMLElement);
  readonly #headers = find('[data-seen="headers"]', HTMLElement);
  readonly #from = find('[data-seen="from"]', HTMLElement);
  #shown: SeenRequest | undefined;

  /** Shows a request. */
  show(seen: SeenRequest | undefined, node: string | undefined): void {
    if (seen === undefined || seen === this.#shown) return;
    this.#shown = seen;
    setText(
      this.#from,
      `from ${seen.peer}, on connection ${seen.connection} of node ${node ?? '?'}`,
    );
    setText(this.#line, seen.requestLine);
    this.#headers.replaceChildren(
      ...seen.headers.map(([name, value]) =>
        html(
          'div',
          MATTERS.test(name) ? 'header matters' : 'header',
          html('dt', '', name),
          html('dd', '', value),
        ),
      ),
    );
  }
}
