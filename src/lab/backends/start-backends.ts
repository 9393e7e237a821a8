import type { Arrival } from '../../probe/arrival.ts';
import { Callbacks } from '../../probe/callbacks.ts';
import { HeldStreams } from '../../probe/held-streams.ts';
import type { LabInspector } from '../../probe/site.ts';
import type { Backend } from './backend.ts';
import { EngineIoSessions } from './engine-io.ts';
import { Ledger } from './ledger.ts';
import { type BackendTls, type Listening, listenBackend } from './listen-backend.ts';
import { meantAddresses } from './meant-addresses.ts';

/** A backend to start. */
export interface BackendPlan {
  /** What arrivals call it; unique. */
  readonly name: string;
  /**
   * The authority that the user wrote, such as `app:3000` or `unix:/run/app.sock`. It stands in
   * arrivals wherever the address that we listen on arrived.
   */
  readonly meant: string;
  /** Where nginx speaks TLS to it. */
  readonly tls?: BackendTls | undefined;
}

/** A backend that listens on 127.0.0.1. */
export interface LabBackend {
  readonly name: string;
  readonly port: number;
}

/** Backends that run, and tell what arrives at them. */
export interface Backends {
  /** In the order of their plans. */
  readonly backends: readonly LabBackend[];
  /**
   * What tells of a path whose requests are meant to reach these nodes; all others are elsewhere. From
   * then on these refuse a handshake whose `Upgrade` was lost; to the others it is a plain request.
   * @throws Error for a name that no backend has.
   */
  inspector(nodes: readonly string[]): LabInspector;
  /** Ends everything at once, tunnels and held streams too. */
  close(): Promise<void>;
}

/**
 * Starts backends in this process.
 * @throws Error where two have the same name, TLS material cannot be read, or no port is free;
 * nothing of them is left then.
 */
export async function startBackends(plans: readonly BackendPlan[]): Promise<Backends> {
  mustHaveOwnNames(plans);
  const meantByPort = new Map<number, string>();
  const nodes = new Set<string>();
  const shared: Shared = {
    nodes,
    ledger: new Ledger(),
    heldStreams: new HeldStreams(),
    speakers: new Callbacks(),
    toMeant: meantAddresses(meantByPort),
  };
  const listening = new Map<string, Listening>();
  const close = async (): Promise<void> => {
    await Promise.all([...listening.values()].map((each) => each.close()));
  };
  for (const { name, meant, tls } of plans) {
    const backend: Backend = { ...shared, name, sessions: new EngineIoSessions() };
    try {
      const started = await listenBackend(backend, tls);
      listening.set(name, started);
      meantByPort.set(started.port, meant);
    } catch (error) {
      await close();
      throw error;
    }
  }
  return {
    backends: [...listening].map(([name, { port }]) => ({ name, port })),
    inspector: (asked) => {
      mustBeKnown(asked, [...listening.keys()]);
      for (const name of asked) nodes.add(name);
      return inspect(asked, shared);
    },
    close,
  };
}

function mustHaveOwnNames(plans: readonly BackendPlan[]): void {
  const names = plans.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice === undefined) return;
  throw new Error(`Got two backends of the name "${twice}"; expected another name for each.`);
}

function mustBeKnown(asked: readonly string[], names: readonly string[]): void {
  const stranger = asked.find((name) => !names.includes(name));
  if (stranger === undefined) return;
  throw new Error(`Got the node "${stranger}"; expected some of ${names.join(', ')}.`);
}

/** What all backends have in common. */
type Shared = Omit<Backend, 'name' | 'sessions'>;

function inspect(
  nodes: readonly string[],
  { ledger, heldStreams, speakers }: Shared,
): LabInspector {
  const arrivals = (probe: string, onPath: boolean): Arrival[] => {
    const all = ledger.arrivals(probe);
    const atNodes = all.filter(({ arrival }) => nodes.includes(arrival.node));
    // Beside the client's own request, one that lost its query is a subrequest of nginx.
    const own = atNodes.filter(({ isQueryLost }) => !isQueryLost);
    const path = own.length > 0 ? own : atNodes;
    const wanted = onPath ? path : all.filter((one) => !path.includes(one));
    return wanted.map(({ arrival }) => arrival);
  };
  return {
    nodes: nodes.length,
    arrivals: async (probe) => arrivals(probe, true),
    elsewhere: (probe) => arrivals(probe, false),
    release: async (probe) => {
      heldStreams.release(probe);
    },
    speak: (probe) => speakers.call(probe),
    answerAs: (probe, kind) => ledger.announce(probe, kind),
    received: (node, connection) =>
      ledger.connections
        .find((one) => one.node === node && one.number === connection)
        ?.received.all() ?? new Uint8Array(0),
    connectionCount: () => ledger.connections.length,
    connectionsSince: (count) =>
      ledger.connections
        .slice(count)
        .filter(({ node }) => nodes.includes(node))
        .map(({ node, protocol, serverName }) => ({ node, protocol, serverName })),
  };
}
