import { type HandshakeOptions, type HandshakeResult, handshake } from './handshake.ts';
import type { LivePath } from './live-path.ts';
import type { TlsMemory } from './tls-memory.ts';
import type { Tunnel } from './tunnel.ts';
import type { TunnelEnd } from './tunnel-end.ts';

/** Handshakes under way at the same time, where nothing else is asked for. */
const DEFAULT_CONCURRENCY = 64;

/** How many tunnels, and how they are opened. */
export interface ManyTunnelsOptions {
  readonly count: number;
  /** Most handshakes under way at the same time; 64 when absent. */
  readonly concurrency?: number;
  /**
   * Source addresses, used in turn. One address has some 28,000 ports to one destination; several
   * such as 127.0.0.2 and 127.0.0.3 give as many times more.
   */
  readonly localAddresses?: readonly string[];
  /** What every handshake says. */
  readonly handshake?: Omit<HandshakeOptions, 'localAddress' | 'tls'>;
}

/** Resolves to true where the tunnel carries something there and back. Must not reject. */
export type ProbeAlive = (tunnel: Tunnel) => Promise<boolean>;

/** A handshake that opened no tunnel. */
export type UnopenedTunnel = Exclude<HandshakeResult, { kind: 'open' }>;

/** What became of many tunnels. */
export interface ManyTunnelsReport {
  readonly asked: number;
  readonly opened: number;
  readonly failures: readonly UnopenedTunnel[];
  /** Tunnels that answered just now. */
  readonly alive: number;
  /** Tunnels that are open and did not answer in time. */
  readonly silent: number;
  /** How those ended that we did not close, in the order of their ends. */
  readonly dropped: readonly TunnelEnd[];
}

/** Opens many tunnels to one path. It resolves when every handshake has its outcome. */
export async function openManyTunnels(
  path: LivePath,
  options: ManyTunnelsOptions,
): Promise<ManyTunnels> {
  const many = new ManyTunnels(path, options.count);
  const tls: TlsMemory = {};
  const sources = options.localAddresses ?? [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < options.count) {
      const source = sources[next % sources.length];
      next += 1;
      const from = source === undefined ? {} : { localAddress: source };
      many.add(await handshake(path, { ...options.handshake, tls, ...from }));
    }
  };
  const workers = Math.min(options.concurrency ?? DEFAULT_CONCURRENCY, options.count);
  await Promise.all(Array.from({ length: workers }, worker));
  return many;
}

/** Many open tunnels, watched until they are closed. */
export class ManyTunnels {
  readonly #path: LivePath;
  readonly #asked: number;
  readonly #tunnels: Tunnel[] = [];
  readonly #failures: UnopenedTunnel[] = [];
  readonly #dropped: TunnelEnd[] = [];
  readonly #open: Set<Tunnel> = new Set();

  /** `openManyTunnels` makes one; `asked` is how many handshakes it sends. */
  constructor(path: LivePath, asked: number) {
    this.#path = path;
    this.#asked = asked;
  }

  /** Every tunnel that was opened, also those that have ended. */
  get tunnels(): readonly Tunnel[] {
    return this.#tunnels;
  }

  /** Those that have not ended, in the order in which they were opened. */
  get open(): readonly Tunnel[] {
    return [...this.#open];
  }

  /** The handshakes that opened no tunnel, in the order of their ends. */
  get failures(): readonly UnopenedTunnel[] {
    return this.#failures;
  }

  /** Counts the outcome of one handshake. */
  add(result: HandshakeResult): void {
    if (result.kind !== 'open') {
      this.#failures.push(result);
      return;
    }
    const { tunnel } = result;
    this.#tunnels.push(tunnel);
    this.#open.add(tunnel);
    void tunnel.ended.then((end) => {
      this.#open.delete(tunnel);
      if (end.how !== 'ours') this.#dropped.push(end);
    });
  }

  /**
   * Asks every open tunnel for a sign of life and reports. By default that is a ping, which every
   * server must answer (RFC 6455 5.5.2), within the path's `timeoutMs`.
   */
  async echoAll(
    probeAlive: ProbeAlive = (tunnel) => this.#answersPing(tunnel),
  ): Promise<ManyTunnelsReport> {
    const asked = [...this.#open];
    const answers = await Promise.all(asked.map((tunnel) => probeAlive(tunnel)));
    const answered = asked.filter((_, index) => answers[index]);
    const alive = answered.filter((tunnel) => this.#open.has(tunnel)).length;
    return {
      asked: this.#asked,
      opened: this.#tunnels.length,
      failures: [...this.#failures],
      alive,
      silent: this.#open.size - alive,
      dropped: [...this.#dropped],
    };
  }

  /** Closes every tunnel with a close frame and resolves when all connections are gone. */
  async close(): Promise<void> {
    await Promise.all([...this.#open].map((tunnel) => tunnel.close()));
  }

  async #answersPing(tunnel: Tunnel): Promise<boolean> {
    const outcome = await tunnel.ping({ timeoutMs: this.#path.timeoutMs });
    return outcome.kind === 'pong';
  }
}
