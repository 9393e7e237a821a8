import type { Model } from '../../nginx/model/index.ts';
import type { Placed } from '../../nginx/syntax/index.ts';

/** Two of a worker's connections, and two files, for each tunnel (FACTS: measured). */
export const CONNECTIONS_PER_TUNNEL = 2;
/** `DEFAULT_CONNECTIONS` of nginx's `src/event/ngx_event.c`. */
const DEFAULT_CONNECTIONS = 512;

/** The workers of an nginx, and what each may hold. */
export interface Workers {
  /** Undefined for `auto`: one for each core, and nobody knows how many there are. */
  readonly count: number | undefined;
  readonly connections: number;
  /** The `worker_connections`; undefined for the default. */
  readonly connectionsLine: Placed | undefined;
  /** `worker_rlimit_nofile`; undefined where the system's limit holds. */
  readonly files: number | undefined;
  readonly filesLine: Placed | undefined;
  /** The `events` block. */
  readonly events: Placed | undefined;
}

export function readWorkers({ main }: Model): Workers {
  const events = main.blocks('events')[0];
  const connectionsLine = events?.last('worker_connections');
  const filesLine = main.last('worker_rlimit_nofile');
  const count = numberOf(main.last('worker_processes'), 1);
  return {
    count: count !== undefined && count > 0 ? count : undefined,
    connections: numberOf(connectionsLine, DEFAULT_CONNECTIONS) ?? DEFAULT_CONNECTIONS,
    connectionsLine,
    files: numberOf(filesLine, undefined),
    filesLine,
    events: events?.placed,
  };
}

/** Undefined where the argument is no number. */
function numberOf(line: Placed | undefined, otherwise: number | undefined): number | undefined {
  if (line === undefined) return otherwise;
  const text = line.directive.args[0]?.value ?? '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
