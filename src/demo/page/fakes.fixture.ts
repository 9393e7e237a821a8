/** Stand-ins for the outside world of the page, for its unit tests. */
import type { Line, LineEvents, Openers, OpenLine } from './line.ts';
import type { KeeperPorts } from './line-keeper.ts';
import type { FromNode, FromPage, Transport } from './wire.ts';

/** The first message of every line. */
export const HELLO: FromNode & { type: 'hello' } = {
  type: 'hello',
  node: 'a',
  heartbeatMs: 25_000,
  seen: { connection: 1, peer: '127.0.0.1:5', requestLine: 'GET /ws/ HTTP/1.1', headers: [] },
};

/** A clock that stands still until a test runs a timer. Its dice always show the middle. */
export class FakeClock {
  readonly ports: KeeperPorts = {
    after: (ms, run) => {
      const timer = { ms, run };
      this.#timers.add(timer);
      return () => this.#timers.delete(timer);
    },
    random: () => 0.5,
  };
  readonly #timers = new Set<{ readonly ms: number; readonly run: () => void }>();

  /** The delays that are being waited for. */
  delays(): number[] {
    return [...this.#timers].map(({ ms }) => ms);
  }

  /** Runs the one timer that waits for about so long. */
  runOnly(ms: number): void {
    const [timer, ...more] = [...this.#timers].filter((other) => Math.abs(other.ms - ms) < 1e-6);
    if (timer === undefined || more.length > 0) {
      throw new Error(`Expected one timer of ${ms} ms, got: ${this.delays().join(', ')}`);
    }
    this.#timers.delete(timer);
    timer.run();
  }
}

/** Lines whose other end is the test. */
export class FakeLines {
  readonly opened: Transport[] = [];
  readonly #last = new Map<Transport, FakeLine>();
  readonly openers: Openers = {
    websocket: this.#opener('websocket'),
    sse: this.#opener('sse'),
    polling: this.#opener('polling'),
  };

  /** The latest line over a transport. */
  last(transport: Transport): FakeLine {
    const line = this.#last.get(transport);
    if (line === undefined) throw new Error(`No ${transport} line was opened.`);
    return line;
  }

  #opener(transport: Transport): OpenLine {
    return (_target, events) => {
      this.opened.push(transport);
      const line = new FakeLine(events);
      this.#last.set(transport, line);
      return line;
    };
  }
}

/** One line, as the backend sees it. */
export class FakeLine implements Line {
  readonly sent: FromPage[] = [];
  closed = false;
  readonly #events: LineEvents;

  constructor(events: LineEvents) {
    this.#events = events;
  }

  send(message: FromPage): void {
    this.sent.push(message);
  }

  close(): void {
    this.closed = true;
  }

  /** Says something to the page. */
  say(message: FromNode): void {
    this.#events.onMessage(message);
  }

  /** Ends the line from the backend's side. */
  end(code?: number): void {
    this.#events.onEnd({ code, words: '' });
  }
}
