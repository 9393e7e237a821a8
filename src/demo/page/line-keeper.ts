import { backoffMs } from './backoff.ts';
import type { Line, LineEnd, LineTarget, Openers } from './line.ts';
import { type FromNode, type FromPage, TRANSPORTS, type Transport } from './wire.ts';

/** Milliseconds that a line has to say hello: nginx's own time to connect, and some. */
const HELLO_MS = 6_000;

/** Heartbeats that may be missed before a silent line counts as dead. */
const MISSED_HEARTBEATS = 2.2;

/** The clock and the dice, so that tests can hold them. */
export interface KeeperPorts {
  /** Runs `run` after so many milliseconds; returns the way to call it off. */
  after(ms: number, run: () => void): () => void;
  /** 0 to 1. */
  random(): number;
}

/** What a keeper tells. */
export interface KeeperEvents {
  /** A line is up, and carries everything from now on. */
  onUp(transport: Transport): void;
  /** The line in use ended. */
  onDown(transport: Transport, end: LineEnd): void;
  /** An attempt did not become a line. */
  onFailed(transport: Transport, end: LineEnd): void;
  onMessage(message: FromNode): void;
  onNode(node: string): void;
}

interface Attempt {
  readonly transport: Transport;
  readonly line: Line;
  readonly stopClock: () => void;
}

/**
 * Keeps one line up. It tries the transports from the best on and takes the first that says hello; while it is
 * on a lesser one, it tries the better ones again and again, and changes over only once one of them is up.
 */
export class LineKeeper {
  readonly #openers: Openers;
  readonly #target: LineTarget;
  readonly #events: KeeperEvents;
  readonly #ports: KeeperPorts;
  #current: { readonly transport: Transport; readonly line: Line } | undefined;
  #attempt: Attempt | undefined;
  #failures = 0;
  #stopRetry = (): void => undefined;
  #stopWatch = (): void => undefined;
  #silenceMs = Number.POSITIVE_INFINITY;

  constructor(openers: Openers, target: LineTarget, events: KeeperEvents, ports: KeeperPorts) {
    this.#openers = openers;
    this.#target = target;
    this.#events = events;
    this.#ports = ports;
  }

  /** The transport in use. */
  get transport(): Transport | undefined {
    return this.#current?.transport;
  }

  /** Tries at once whatever is better than the present line; without one, everything. */
  tryNow(): void {
    this.#failures = 0;
    if (this.#attempt === undefined) this.#try(this.#better());
  }

  /** Sends over the line in use; without one, nothing happens. */
  send(message: FromPage): void {
    this.#current?.line.send(message);
  }

  /** Gives up the present line, and looks for another. */
  drop(words: string): void {
    this.#current?.line.close();
    this.#ended({ code: undefined, words });
  }

  #better(): Transport[] {
    const current = this.#current?.transport;
    return TRANSPORTS.slice(0, current === undefined ? undefined : rank(current));
  }

  #try([transport]: readonly Transport[]): void {
    this.#stopRetry();
    if (transport === undefined) {
      this.#tryLater();
      return;
    }
    const fail = (end: LineEnd): void => {
      this.#attempt?.stopClock();
      this.#attempt = undefined;
      this.#events.onFailed(transport, end);
      // Asked anew: the present line may have ended during the attempt, and then a lesser one will do.
      this.#try(this.#better().filter((other) => rank(other) > rank(transport)));
    };
    const line = this.#openers[transport](this.#target, {
      onMessage: (message) => {
        if (message.type === 'hello') this.#takeOver(message.heartbeatMs);
        this.#heard(line, message);
      },
      onNode: (node) => {
        if (this.#current?.line === line) this.#events.onNode(node);
      },
      onEnd: (end) => {
        if (this.#current?.line === line) this.#ended(end);
        else fail(end);
      },
    });
    const stopClock = this.#ports.after(HELLO_MS, () => {
      line.close();
      fail({ code: undefined, words: `nothing was heard for ${HELLO_MS / 1000} s` });
    });
    this.#attempt = { transport, line, stopClock };
  }

  #takeOver(heartbeatMs: number): void {
    if (this.#attempt === undefined) return;
    const { transport, line, stopClock } = this.#attempt;
    stopClock();
    this.#attempt = undefined;
    this.#current?.line.close();
    this.#current = { transport, line };
    this.#silenceMs = heartbeatMs * MISSED_HEARTBEATS;
    this.#events.onUp(transport);
    if (this.#better().length === 0) this.#failures = 0;
    else this.#tryLater();
  }

  #heard(line: Line, message: FromNode): void {
    if (this.#current?.line !== line) return;
    this.#stopWatch();
    this.#stopWatch = this.#ports.after(this.#silenceMs, () => {
      this.drop('it had fallen silent: no heartbeat came');
    });
    if (message.type === 'heartbeat') this.send({ type: 'heartbeat' });
    this.#events.onMessage(message);
  }

  #ended(end: LineEnd): void {
    if (this.#current === undefined) return;
    const { transport } = this.#current;
    this.#current = undefined;
    this.#stopWatch();
    this.#events.onDown(transport, end);
    this.tryNow();
  }

  #tryLater(): void {
    this.#stopRetry();
    const ms = backoffMs(this.#failures, this.#ports.random());
    this.#failures += 1;
    this.#stopRetry = this.#ports.after(ms, () => this.#try(this.#better()));
  }
}

/** 0 for the best. */
function rank(transport: Transport): number {
  return TRANSPORTS.indexOf(transport);
}
