import { connect } from 'node:net';
import { type Address, formatAddress } from '../../gateway/address.ts';

const LOOK_EVERY_MS = 1_000;
const TIMEOUT_MS = 2_000;

/** A backend that came or went. */
export interface BackendChange {
  readonly backend: string;
  readonly up: boolean;
}

/** Whether a backend accepts a connection at this moment. */
export function accepts(address: Address): Promise<boolean> {
  const target =
    address.kind === 'unix'
      ? { path: address.socket }
      : { host: address.host.replace(/^\[(.*)\]$/, '$1'), port: address.port };
  return new Promise((done) => {
    const socket = connect({ ...target, timeout: TIMEOUT_MS });
    const finish = (up: boolean) => {
      socket.destroy();
      done(up);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false)).once('timeout', () => finish(false));
  });
}

/** Looks at every backend once a second and tells of those that come or go. */
export class BackendWatch {
  readonly #up = new Map<string, boolean>();
  readonly #backends: () => readonly Address[];
  #timer: NodeJS.Timeout | undefined;

  /** `backends` gives those to look at; after a reload they may be others. */
  constructor(backends: () => readonly Address[]) {
    this.#backends = backends;
  }

  /** Backends that did not accept a connection when they were last looked at. */
  get down(): string[] {
    return this.#backends()
      .map(formatAddress)
      .filter((backend) => this.#up.get(backend) === false);
  }

  /** Looks once; gives what changed since the last look, and at first those that are down. */
  async look(): Promise<BackendChange[]> {
    const backends = this.#backends();
    const states = await Promise.all(backends.map(accepts));
    return backends.flatMap((address, index) => {
      const backend = formatAddress(address);
      const up = states[index] === true;
      const before = this.#up.get(backend) ?? true;
      this.#up.set(backend, up);
      return before === up ? [] : [{ backend, up }];
    });
  }

  /** Looks from now on, until `stop`. */
  start(onChange: (change: BackendChange) => void): void {
    const next = async () => {
      for (const change of await this.look()) onChange(change);
      if (this.#timer !== undefined) this.#timer = setTimeout(next, LOOK_EVERY_MS);
    };
    this.#timer = setTimeout(next, LOOK_EVERY_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
