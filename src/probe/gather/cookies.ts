import { type HeaderPair, headerValues } from '../../websocket/header.ts';

/** The cookies of one client, as far as a probe needs them: names and values, no rules of scope. */
export class Cookies {
  readonly #values: Map<string, string> = new Map();

  /** Keeps what a response sets. */
  keep(headers: readonly HeaderPair[]): void {
    for (const cookie of headerValues(headers, 'Set-Cookie')) {
      const [pair = ''] = cookie.split(';');
      const equals = pair.indexOf('=');
      if (equals > 0) this.#values.set(pair.slice(0, equals).trim(), pair.slice(equals + 1));
    }
  }

  /** The header that sends them back; none where there are none. */
  header(): HeaderPair[] {
    if (this.#values.size === 0) return [];
    const pairs = [...this.#values].map(([name, value]) => `${name}=${value}`);
    return [['Cookie', pairs.join('; ')]];
  }
}
