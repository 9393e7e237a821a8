import type { Placed } from '../../syntax/configuration.ts';
import type { Level } from '../level.ts';
import { type Balancing, methodBehind, readBalancing } from './balancing.ts';
import { type Keepalive, type LostLine, lostKeepalive, readKeepalive } from './keepalive.ts';
import type { Endpoint } from './parse-url.ts';
import { plainServer, readUpstreamServer, type UpstreamServer } from './upstream-server.ts';

/** Where requests are sent: an `upstream` group, or the one address that `proxy_pass` names. */
export interface Upstream {
  /** As the block is named; the host of `proxy_pass` where there is no group. */
  readonly name: string;
  /** The `upstream` block; undefined where `proxy_pass` names an address. */
  readonly placed: Placed | undefined;
  readonly servers: readonly UpstreamServer[];
  readonly balancing: Balancing;
  /** Undefined where connections are not kept. */
  readonly keepalive: Keepalive | undefined;
  /** `sticky` (since 1.29.6), where it has an effect. */
  readonly sticky: Sticky | undefined;
  /** The shared memory in which workers agree about the servers. */
  readonly zone: Placed | undefined;
  readonly resolver: Placed | undefined;
  /** A file that holds the servers, which is not part of the configuration. */
  readonly state: Placed | undefined;
  /** Lines that a method behind them has undone. */
  readonly lost: readonly LostLine[];
  /** When nginx looks up a server that is a name: when it starts, or for each request anew. */
  readonly lookup: 'start' | 'request';
}

export interface Sticky {
  /** `cookie`, `route` or `learn`. */
  readonly kind: string;
  readonly arguments: readonly string[];
  readonly placed: Placed;
}

/** Reads an `upstream` block of http or stream. */
export function readUpstream(level: Level, version: string): Upstream {
  const { placed } = level;
  const defaultPort = level.context === 'upstream' ? 80 : undefined;
  const sticky = level.last('sticky');
  const stickyLost = sticky && methodBehind(level, sticky);
  const lost = [
    lostKeepalive(level, version),
    sticky && stickyLost && { placed: sticky, by: stickyLost },
  ];
  return {
    name: placed?.directive.args[0]?.value ?? '',
    placed,
    servers: level.named('server').map((server) => readUpstreamServer(server, defaultPort)),
    balancing: readBalancing(level),
    keepalive: readKeepalive(level, version),
    sticky: sticky && stickyLost === undefined ? readSticky(sticky) : undefined,
    zone: level.last('zone'),
    resolver: level.last('resolver'),
    state: level.last('state'),
    lost: lost.filter((line) => line !== undefined),
    lookup: 'start',
  };
}

/**
 * The upstream of an address in `proxy_pass`, which is the line `at`. It has no pool in any version:
 * `keepalive 32 local` of 1.29.7 is for groups.
 */
export function addressUpstream(
  endpoint: Endpoint,
  at: Placed,
  lookup: Upstream['lookup'],
): Upstream {
  const host = endpoint.kind === 'unix' ? `unix:${endpoint.host}` : endpoint.host;
  const written = endpoint.port === 0 ? host : `${host}:${endpoint.port}`;
  return {
    name: endpoint.host,
    placed: undefined,
    servers: [plainServer(at, written, endpoint)],
    balancing: { name: 'round_robin', arguments: [], placed: undefined },
    keepalive: undefined,
    sticky: undefined,
    zone: undefined,
    resolver: undefined,
    state: undefined,
    lost: [],
    lookup,
  };
}

function readSticky(placed: Placed): Sticky {
  const [kind = '', ...rest] = placed.directive.args.map(({ value }) => value);
  return { kind, arguments: rest, placed };
}
