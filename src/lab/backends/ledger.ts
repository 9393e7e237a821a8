import type { Arrival } from '../../probe/arrival.ts';
import type { BackendKind, WireConnection, WireProtocol } from '../../probe/backend-kind.ts';
import { BoundedMap } from '../../probe/bounded-map.ts';
import { ByProbe } from '../../probe/by-probe.ts';
import { ReceivedBytes } from './received-bytes.ts';

/** Probes whose kind of answer is remembered. */
const PROBE_LIMIT = 2_000;

/** A request that arrived, with what tells the client's own from those that nginx made of it. */
export interface Remembered {
  readonly arrival: Arrival;
  /** The probe's id came in a header alone. */
  readonly isQueryLost: boolean;
}

/** A connection as far as it is known yet; its first bytes tell the rest. */
export interface KnownConnection extends WireConnection {
  /** Number among those of its node, from 1. */
  readonly number: number;
  readonly received: ReceivedBytes;
  protocol: WireProtocol;
  serverName: string | null | undefined;
}

/** What all backends know of probes and connections. */
export class Ledger {
  readonly #arrivals: ByProbe<Remembered> = new ByProbe();
  readonly #kinds: BoundedMap<string, BackendKind> = new BoundedMap(PROBE_LIMIT);
  readonly #connections: KnownConnection[] = [];
  readonly #perNode: Map<string, number> = new Map();

  /** Handshakes of this probe are answered so from now on. */
  announce(probe: string, kind: BackendKind): void {
    this.#kinds.set(probe, kind);
  }

  /** How a probe's handshakes are to be answered; undefined where nobody said. */
  kindOf(probe: string | null): BackendKind | undefined {
    return probe === null ? undefined : this.#kinds.get(probe);
  }

  /** Remembers a request of a probe. */
  remember(probe: string, remembered: Remembered): void {
    this.#arrivals.remember(probe, remembered);
  }

  /** What arrived of a probe on all nodes, in the order of arrival. */
  arrivals(probe: string): readonly Remembered[] {
    return this.#arrivals.of(probe);
  }

  /** All connections that were accepted, in that order. */
  get connections(): readonly KnownConnection[] {
    return this.#connections;
  }

  /** Numbers a connection as it is accepted. */
  connected(node: string): KnownConnection {
    const number = (this.#perNode.get(node) ?? 0) + 1;
    this.#perNode.set(node, number);
    const connection: KnownConnection = {
      node,
      number,
      received: new ReceivedBytes(),
      protocol: 'unknown',
      serverName: undefined,
    };
    this.#connections.push(connection);
    return connection;
  }
}
