import { defaultOf } from '../../catalog/index.ts';
import { isAtLeast } from '../../catalog/version.ts';
import type { Placed } from '../../syntax/configuration.ts';
import type { Level } from '../level.ts';
import { readTime } from '../sizes.ts';
import { methodBehind } from './balancing.ts';

/** The idle connections that a worker keeps to the servers of an upstream. */
export interface Keepalive {
  readonly connections: number;
  /** Each location has connections of its own (since 1.29.7). */
  readonly isLocal: boolean;
  /** Undefined where it is nginx's default, which it is for groups since 1.29.7. */
  readonly placed: Placed | undefined;
  readonly requests: Limit;
  readonly timeMs: Limit;
  readonly timeoutMs: Limit;
}

/** A number and the line that sets it; undefined for nginx's default. */
export interface Limit {
  readonly value: number;
  readonly placed: Placed | undefined;
}

/** A `keepalive` or `sticky` without effect, since a balancing method stands behind it. */
export interface LostLine {
  readonly placed: Placed;
  readonly by: Placed;
}

/** The pool of a group; undefined where connections are closed after each request. */
export function readKeepalive(upstream: Level, version: string): Keepalive | undefined {
  if (upstream.context !== 'upstream' || lostKeepalive(upstream, version)) return undefined;
  const placed = upstream.last('keepalive');
  const words = placed?.directive.args.map(({ value }) => value) ?? defaultWords(version);
  const connections = Number(words[0] ?? 0);
  if (connections === 0) return undefined;
  return {
    connections,
    isLocal: words.includes('local'),
    placed,
    requests: limit(upstream, 'keepalive_requests', version, Number),
    // Before 1.19.10 a connection could be as old as it liked.
    timeMs: isAtLeast(version, '1.19.10')
      ? limit(upstream, 'keepalive_time', version, milliseconds)
      : { value: Number.POSITIVE_INFINITY, placed: undefined },
    timeoutMs: limit(upstream, 'keepalive_timeout', version, milliseconds),
  };
}

/** A `keepalive` that a method behind it has undone. Since 1.29.7 the order does not matter. */
export function lostKeepalive(upstream: Level, version: string): LostLine | undefined {
  const placed = upstream.last('keepalive');
  if (placed === undefined || isAtLeast(version, '1.29.7')) return undefined;
  const by = methodBehind(upstream, placed);
  return by && { placed, by };
}

const MODULE = 'ngx_http_upstream_keepalive_module';

function defaultWords(version: string): readonly string[] {
  return defaultOf(MODULE, 'keepalive', version)?.value?.split(' ') ?? [];
}

function limit(
  upstream: Level,
  name: string,
  version: string,
  read: (text: string) => number,
): Limit {
  const placed = upstream.last(name);
  const text = placed?.directive.args[0]?.value ?? defaultOf(MODULE, name, version)?.value ?? '';
  return { value: read(text), placed };
}

function milliseconds(text: string): number {
  return readTime(text) ?? 0;
}
