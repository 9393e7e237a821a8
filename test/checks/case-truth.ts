import type { CheckSettings } from '../../src/verbs/check/check-settings.ts';
import type { SharedCase } from '../model/shared-cases.ts';

/** The check that a cause belongs to. */
export const CHECK_OF: Readonly<Record<string, string>> = {
  missing_upgrade_headers: 'upgrade-headers',
  missing_connection_header: 'upgrade-headers',
  http10_upstream: 'http-version',
  header_inheritance: 'header-inheritance',
  wrong_header_value: 'header-value',
  wrong_location: 'route',
  no_location_for_socket_path: 'route',
  static_shadows_ws: 'route',
  wrong_server_block: 'route',
  trailing_slash_redirect: 'handshake-redirect',
  redirect_on_handshake: 'handshake-redirect',
  proxy_pass_uri_rewrite: 'uri-rewrite',
  duplicate_header: 'duplicate-header',
  proxy_chain_hop: 'chain-hop',
  map_wrong_context: 'config-valid',
  host_not_forwarded: 'host-header',
  host_port_dropped: 'host-header',
  x_forwarded_host_wrong: 'forwarded-headers',
  x_forwarded_proto_missing: 'forwarded-headers',
  hardcoded_connection_upgrade: 'connection-literal',
  read_timeout: 'idle-timeout',
  wrong_timeout_directive: 'idle-timeout',
  cdn_idle_timeout: 'hop-timeout',
  upstream_sni_missing: 'upstream-tls',
  no_sticky_sessions: 'sticky',
  sse_buffering: 'buffering',
  sse_gzip: 'buffering',
  upstream_header_too_big: 'header-buffers',
  reload_drops_connections: 'reload',
  proxy_protocol_mismatch: 'proxy-protocol',
  limit_conn: 'limits',
  auth_subrequest_gets_upgrade: 'auth',
};

/** What no configuration shows: it is right, and the fault is the backend's own. */
export const INVISIBLE: Readonly<Record<string, string>> = {
  backend_case_sensitive: 'the backend compares "upgrade" with "Upgrade" letter by letter',
};

/** What a user would say besides, since no file tells it. */
export function settingsOf({ cause, extra }: SharedCase): CheckSettings {
  const [, seconds] = /sends a ping every (\d+) s/.exec(extra?.backend ?? '') ?? [];
  return { ...(seconds !== undefined && { heartbeat: `${seconds}s` }), ...KNOWN[cause] };
}

/** Whether the case's request comes over TLS. */
export function isSecure({ scheme, culprit }: SharedCase): boolean {
  return scheme === 'wss' || scheme === 'https' || / ssl\b|TLS/.test(culprit?.location ?? '');
}

const KNOWN: Readonly<Record<string, CheckSettings>> = {
  cdn_idle_timeout: { hops: [{ name: 'cloudflare', idleTimeout: '100s' }] },
  proxy_protocol_mismatch: { hops: [{ name: 'alb' }] },
  no_sticky_sessions: { nodesNeedSession: true },
};
