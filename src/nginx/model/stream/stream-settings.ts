import { defaultOf } from '../../catalog/index.ts';
import type { Placed } from '../../syntax/configuration.ts';
import type { Level } from '../level.ts';
import { readTime } from '../sizes.ts';

/** What holds at a server, and the line that says so; undefined for nginx's default. */
export interface Setting<T> {
  readonly value: T;
  readonly placed: Placed | undefined;
}

/** What a proxied stream connection lives under. */
export interface StreamSettings {
  /** How long both directions may be silent: `proxy_timeout`. */
  readonly timeoutMs: Setting<number>;
  readonly connectTimeoutMs: Setting<number>;
  /** Whether the upstream is spoken to over TLS. */
  readonly proxySsl: Setting<boolean>;
  /** Whether a PROXY protocol header goes before the client's bytes. */
  readonly sendsProxyProtocol: Setting<boolean>;
  /** Whether one direction may end before the other (since 1.21.4). */
  readonly halfClose: Setting<boolean>;
  /** Whether the system probes an idle connection to the upstream. */
  readonly socketKeepalive: Setting<boolean>;
  readonly tcpNodelay: Setting<boolean>;
}

/** Reads the settings in effect at a `server` of stream. */
export function readStreamSettings(server: Level, version: string): StreamSettings {
  const time = (name: string): Setting<number> => {
    const { value, placed } = textSetting(server, name, version);
    return { value: readTime(value) ?? 0, placed };
  };
  return {
    timeoutMs: time('proxy_timeout'),
    connectTimeoutMs: time('proxy_connect_timeout'),
    proxySsl: flagSetting(server, 'proxy_ssl', version),
    sendsProxyProtocol: flagSetting(server, 'proxy_protocol', version),
    halfClose: flagSetting(server, 'proxy_half_close', version),
    socketKeepalive: flagSetting(server, 'proxy_socket_keepalive', version),
    tcpNodelay: flagSetting(server, 'tcp_nodelay', version),
  };
}

/** A flag of stream, in effect at a level. */
export function flagSetting(level: Level, name: string, version: string): Setting<boolean> {
  const { value, placed } = textSetting(level, name, version);
  return { value: value.toLowerCase() === 'on', placed };
}

function textSetting(level: Level, name: string, version: string): Setting<string> {
  const placed = level.effective(name).at(-1);
  const value = placed?.directive.args[0]?.value ?? defaultText(name, version);
  return { value, placed };
}

const modules = [
  'ngx_stream_proxy_module',
  'ngx_stream_core_module',
  'ngx_stream_ssl_preread_module',
];

function defaultText(name: string, version: string): string {
  for (const module of modules) {
    const known = defaultOf(module, name, version)?.value;
    if (known !== undefined) return known;
  }
  // These two the catalogue knows for http only.
  return name === 'tcp_nodelay' ? 'on' : 'off';
}
