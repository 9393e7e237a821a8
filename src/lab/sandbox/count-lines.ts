import type { Line } from './line.ts';
import type { Rewriting } from './rewriting.ts';

/** Enough to show what several workers do not share. */
const MOST_WORKERS = 2;
/** More connections than a process may have descriptors are promised, and take memory. */
const MOST_CONNECTIONS = 16_384;
/** Threads that wait for a disk on which there is next to nothing. */
const MOST_THREADS = 4;
/** Far above what any configuration needs, and no more than a few megabytes. */
const MOST_BUCKETS = 1_048_576;
const MOST_BUCKET_BYTES = 65_536;
/** Some hundred thousand states: more than a proof makes. nginx writes to part of it at once. */
const MOST_ZONE_BYTES = 16 * 1024 * 1024;

/** Keeps what a line takes of the machine within what a proof needs. */
export function rewriteCount(line: Line, into: Rewriting): void {
  const { name, args } = line.directive;
  const most = mostOf(name);
  for (const { value, span } of args) {
    const threads = /^threads=(\d+)$/.exec(value)?.[1];
    if (threads !== undefined && Number(threads) > MOST_THREADS) {
      into.replace(line, span, `threads=${MOST_THREADS}`);
    }
    const isAuto = name === 'worker_processes' && value === 'auto';
    if (most !== undefined && (isAuto || bytesOf(value) > most))
      into.replace(line, span, `${most}`);
  }
}

function mostOf(name: string): number | undefined {
  if (name === 'worker_processes') return MOST_WORKERS;
  if (name === 'worker_connections') return MOST_CONNECTIONS;
  if (name.endsWith('_hash_max_size')) return MOST_BUCKETS;
  return name.endsWith('_hash_bucket_size') ? MOST_BUCKET_BYTES : undefined;
}

/** A named zone in one word, such as `keys_zone=one:10m`, and its size. */
const NAMED_ZONE = /^((?:keys_zone=|zone=|shared:)[^:]+:)(\d+[km]?)$/i;

/** Keeps the memory that workers share within what a proof needs. */
export function rewriteZones(line: Line, into: Rewriting): void {
  const { name, args } = line.directive;
  for (const [at, { value, span }] of args.entries()) {
    const isSize = name === 'zone' && at === 1;
    const [, before = '', size = ''] = isSize ? ['', '', value] : (NAMED_ZONE.exec(value) ?? []);
    if (bytesOf(size) > MOST_ZONE_BYTES) into.replace(line, span, `${before}${MOST_ZONE_BYTES}`);
  }
}

/** A number or a size as nginx reads it (`ngx_parse_size`); NaN where it is neither. */
function bytesOf(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+)([km]?)$/i.exec(text) ?? [];
  const factor = { '': 1, k: 1024, m: 1024 * 1024 }[unit.toLowerCase()] ?? 1;
  return digits === '' ? Number.NaN : Number(digits) * factor;
}
