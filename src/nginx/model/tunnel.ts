import type { Placed } from '../syntax/configuration.ts';
import type { Exchange } from './exchange.ts';
import { readSize, readTime } from './sizes.ts';

/** A time that is in effect. */
export interface Setting {
  readonly ms: number;
  /** Undefined where nginx's default holds. */
  readonly at: Placed | undefined;
}

/** What a proxied request, and the tunnel that may come of it, live under. */
export interface Timeouts {
  readonly connect: Setting;
  /** How long a tunnel may be silent in both directions; for a plain request, the answer. */
  readonly read: Setting;
  /** While nginx cannot write to the upstream. */
  readonly send: Setting;
  /** While nginx cannot write to the client. */
  readonly client: Setting;
}

/** 60 s for all of them, by nginx's documentation of ngx_http_proxy_module and ngx_http_core_module. */
const DEFAULT_MS = 60_000;

export function readTimeouts(exchange: Exchange): Timeouts {
  return {
    connect: timeSetting(exchange, 'proxy_connect_timeout'),
    read: timeSetting(exchange, 'proxy_read_timeout'),
    send: timeSetting(exchange, 'proxy_send_timeout'),
    client: timeSetting(exchange, 'send_timeout'),
  };
}

function timeSetting({ level }: Exchange, name: string): Setting {
  const at = level.effective(name).at(-1);
  return { ms: writtenTime(at) ?? DEFAULT_MS, at };
}

/** What one tunnel takes of nginx. */
export interface TunnelCost {
  /** Bytes of each of its two buffers (`proxy_buffer_size`). */
  readonly bufferBytes: number;
  readonly bufferAt: Placed | undefined;
  /** One to the client, one to the upstream; each is a descriptor, too. */
  readonly connections: 2;
  /**
   * Bytes of memory once both buffers were filled: they stay until the tunnel ends. Without TLS, as
   * measured on nginx 1.22.1 with buffers of 4, 16 and 64 KiB.
   */
  readonly memoryBytes: number;
}

/** What a tunnel takes beside its buffers. */
const BESIDE_BUFFERS = 10 * 1024;

/** A page of memory, 4 KiB on most machines. */
const DEFAULT_BUFFER = 4096;

export function tunnelCost({ level }: Exchange): TunnelCost {
  const bufferAt = level.effective('proxy_buffer_size').at(-1);
  const bufferBytes = readSize(bufferAt?.directive.args[0]?.value ?? '') ?? DEFAULT_BUFFER;
  const memoryBytes = BESIDE_BUFFERS + 2 * bufferBytes;
  return { bufferBytes, bufferAt, connections: 2, memoryBytes };
}

function writtenTime(line: Placed | undefined): number | undefined {
  return line === undefined ? undefined : readTime(line.directive.args[0]?.value ?? '');
}
