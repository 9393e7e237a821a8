import type { Placed } from '../../syntax/configuration.ts';
import type { Level } from '../level.ts';

/** How an upstream chooses among its servers. */
export interface Balancing {
  /** The directive, such as `ip_hash`; `round_robin`, which has none, where nothing else stands. */
  readonly name: string;
  /** As written: `$request_uri consistent` of `hash`, `two least_conn` of `random`. */
  readonly arguments: readonly string[];
  /** Undefined for `round_robin`. */
  readonly placed: Placed | undefined;
}

/** The balancing method of an upstream. nginx warns of a second one, and the last one holds. */
export function readBalancing(upstream: Level): Balancing {
  const placed = upstream.lines.findLast(({ directive }) => methods.has(directive.name));
  if (placed === undefined) return { name: 'round_robin', arguments: [], placed: undefined };
  const { name, args } = placed.directive;
  return { name, arguments: args.map(({ value }) => value), placed };
}

/**
 * The method that stands behind a line and takes away what the line set up: each method replaces
 * what is there (`uscf->peer.init_upstream`), so such a line must come after it.
 */
export function methodBehind(upstream: Level, line: Placed): Placed | undefined {
  const { lines } = upstream;
  const method = lines.findLast(({ directive }) => methods.has(directive.name));
  return method !== undefined && lines.indexOf(method) > lines.indexOf(line) ? method : undefined;
}

const methods: ReadonlySet<string> = new Set([
  'least_conn',
  'ip_hash',
  'hash',
  'random',
  'least_time',
  'fair',
  'balancer_by_lua_block',
  'balancer_by_lua_file',
]);
