import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createHub } from './hub.ts';
import type { NodeOptions } from './node.ts';
import { type NodeChild, startNodeChild } from './node-child.ts';

/** Milliseconds before a node that ended is started again: doubled each time, from the first to the second. */
const RESTART_MS = { first: 100, longest: 5_000 } as const;

/** Milliseconds after which a node that ended counts as one that had run well. */
const RAN_WELL_MS = 10_000;

/** How the nodes are started. */
export interface NodesOptions {
  /** How many; named `a`, `b`, … */
  readonly count: number;
  /** The folder with the built page; the one beside this file by default. */
  readonly pageFolder?: string;
  /** Milliseconds between two heartbeats; 25 s by default. */
  readonly heartbeatMs?: number;
}

/** One node, as it is now: `pid` changes when it is started again, the ports stay. */
export interface NodeInfo {
  readonly name: string;
  readonly port: number;
  readonly inspectPort: number;
  readonly pid: number;
}

/** What happened to a node. */
export type NodeEvent =
  | {
      readonly type: 'ended';
      readonly name: string;
      readonly how: string;
      readonly againInMs: number;
    }
  | {
      readonly type: 'failed';
      readonly name: string;
      readonly why: string;
      readonly againInMs: number;
    }
  | { readonly type: 'started'; readonly name: string; readonly pid: number };

/** The nodes of the embedded backend, running. */
export interface RunningNodes {
  readonly nodes: readonly NodeInfo[];
  /** Tells of every node that ends or is started again. Returns the way to stop listening. */
  onEvent(listener: (event: NodeEvent) => void): () => void;
  /** Ends all nodes; their clients are told that they are going away. */
  close(): Promise<void>;
}

/** Starts the embedded backend: processes that share one board. Rejects when one of them does not start. */
export async function startNodes(options: NodesOptions): Promise<RunningNodes> {
  const { count, pageFolder = fileURLToPath(new URL('./page/', import.meta.url)) } = options;
  const listeners = new Set<(event: NodeEvent) => void>();
  const hub = createHub();
  const nodes = Array.from({ length: count }, (_, index) => {
    const name = String.fromCharCode('a'.charCodeAt(0) + index);
    const { heartbeatMs } = options;
    const common = { name, hub, pageFolder };
    return new SupervisedNode(
      heartbeatMs === undefined ? common : { ...common, heartbeatMs },
      (event) => {
        for (const listener of listeners) listener(event);
      },
    );
  });
  const close = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.close()));
  };
  // All of them settle first: one that is still starting could not be closed.
  const starts = await Promise.allSettled(nodes.map((node) => node.start()));
  for (const start of starts) {
    if (start.status === 'fulfilled') continue;
    await close();
    throw start.reason;
  }
  return {
    nodes,
    close,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

class SupervisedNode implements NodeInfo {
  readonly name: string;
  readonly #options: NodeOptions;
  readonly #tell: (event: NodeEvent) => void;
  readonly #closing = new AbortController();
  #child: NodeChild | undefined;
  #watch: Promise<void> | undefined;

  constructor(options: NodeOptions, tell: (event: NodeEvent) => void) {
    this.name = options.name;
    this.#options = options;
    this.#tell = tell;
  }

  get port(): number {
    return this.#child?.port ?? 0;
  }

  get inspectPort(): number {
    return this.#child?.inspectPort ?? 0;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(): Promise<void> {
    this.#child = await startNodeChild(this.#options);
    this.#watch = this.#keepRunning(this.#child);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#child?.stop();
    await this.#watch;
  }

  async #keepRunning(first: NodeChild): Promise<void> {
    let child = first;
    let delay: number = RESTART_MS.first;
    while (true) {
      const startedAt = performance.now();
      const how = await child.ended;
      if (this.#closing.signal.aborted) return;
      if (performance.now() - startedAt > RAN_WELL_MS) delay = RESTART_MS.first;
      this.#tell({ type: 'ended', name: this.name, how, againInMs: delay });
      const next = await this.#startAgain(child, delay);
      if (next === undefined) return;
      child = next;
      delay = longer(delay);
    }
  }

  /** Starts the node on its old ports, as often as it takes; undefined when it is closed meanwhile. */
  async #startAgain(
    { port, inspectPort }: NodeChild,
    firstDelay: number,
  ): Promise<NodeChild | undefined> {
    for (let delay = firstDelay; await this.#waited(delay); delay = longer(delay)) {
      try {
        const child = await startNodeChild({ ...this.#options, port, inspectPort });
        this.#child = child;
        if (this.#closing.signal.aborted) await child.stop();
        this.#tell({ type: 'started', name: this.name, pid: child.pid });
        return child;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.#tell({ type: 'failed', name: this.name, why, againInMs: longer(delay) });
      }
    }
    return undefined;
  }

  async #waited(ms: number): Promise<boolean> {
    await wait(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    return !this.#closing.signal.aborted;
  }
}

function longer(delay: number): number {
  return Math.min(delay * 2, RESTART_MS.longest);
}
