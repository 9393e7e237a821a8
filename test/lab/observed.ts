import type { BackendKind } from '../../src/probe/backend-kind.ts';
import type { Proof } from '../../src/verbs/prove.ts';

/** How a cause shows itself on the wire: in the evidence of a check, or by which backends refuse. */
export interface Observation {
  /** Of the first of these checks that fails. */
  readonly evidence?: Readonly<Record<string, RegExp>>;
  readonly refusedBy?: Partial<Record<BackendKind, number>>;
  readonly takenBy?: readonly BackendKind[];
}

/** With divided time, a machine that has other things to do makes tenths of a second seconds. */
const AFTER_A_MINUTE = /^closed by FIN after (?:4[5-9]|[5-7]\d)\.\d s/;

/** `live_symptom` and `observed` of the cases, as a lab says them. */
export const OBSERVED: Readonly<Record<string, Observation>> = {
  missing_upgrade_headers: { evidence: { 'upgrade-headers': /^426 .*Upgrade: —/ } },
  missing_connection_header: { evidence: { 'upgrade-headers': /^426 .*Connection: (?:close|—)/ } },
  http10_upstream: {
    evidence: { 'http-version': /HTTP\/1\.0/ },
    refusedBy: { strict: 505 },
    takenBy: ['lenient'],
  },
  header_inheritance: { evidence: { 'upgrade-headers': /^426 .*Upgrade: —/ } },
  wrong_header_value: { evidence: { 'header-value': /Connection: keep-alive/ } },
  backend_case_sensitive: { refusedBy: { 'case-sensitive': 400 }, takenBy: ['strict'] },
  wrong_location: { evidence: { route: /^200/, 'upgrade-headers': /^426 / } },
  no_location_for_socket_path: { evidence: { route: /^200/ } },
  static_shadows_ws: { evidence: { route: /^404/ } },
  wrong_server_block: { evidence: { 'upgrade-headers': /^426 / } },
  trailing_slash_redirect: { evidence: { 'handshake-redirect': /^301/ } },
  redirect_on_handshake: { evidence: { 'handshake-redirect': /^301/ } },
  proxy_pass_uri_rewrite: { evidence: { 'uri-rewrite': /arrives as \S*\/\// } },
  host_not_forwarded: { refusedBy: { 'host-checking': 403 } },
  host_port_dropped: { refusedBy: { 'host-checking': 403 } },
  x_forwarded_host_wrong: { refusedBy: { 'origin-checking': 403 } },
  x_forwarded_proto_missing: { refusedBy: { 'origin-checking': 403 } },
  duplicate_header: { refusedBy: { strict: 400 } },
  hardcoded_connection_upgrade: {
    evidence: { 'connection-literal': /Connection: upgrade/i },
    takenBy: ['strict'],
  },
  read_timeout: { evidence: { 'idle-timeout': AFTER_A_MINUTE } },
  wrong_timeout_directive: { evidence: { 'idle-timeout': AFTER_A_MINUTE } },
  proxy_chain_hop: { evidence: { 'chain-hop': /^outer 4\d\d, .* 101/ } },
  upstream_sni_missing: { evidence: { 'upstream-tls': /without a server name.*502/ } },
  map_wrong_context: { evidence: { 'config-valid': /refuses/ } },
  no_sticky_sessions: { evidence: { sticky: /sessions/ } },
  sse_buffering: { evidence: { buffering: /held back/ } },
  sse_gzip: { evidence: { buffering: /held back/ } },
  upstream_header_too_big: { evidence: { 'header-buffers': /502/ } },
  reload_drops_connections: { evidence: { reload: /20 dropped after [12]\d\.\d s/ } },
  proxy_protocol_mismatch: { evidence: { 'proxy-protocol': /closed \(FIN\).*with one: 101/ } },
  limit_conn: { evidence: { limits: /^\d+ tunnels from one address, then 429/ } },
  auth_subrequest_gets_upgrade: { evidence: { auth: /Upgrade/ } },
};

/** What does not look as it was observed; empty where all does. */
export function unlike({ checks, backends }: Proof, cause: string): string[] {
  const { evidence, refusedBy = {}, takenBy = [] } = OBSERVED[cause] ?? {};
  const answerOf = (kind: string) => backends.find((one) => one.kind === kind)?.status;
  const shown = checks.filter(({ check, outcome, evidence: seen }) => {
    return outcome === 'fails' && evidence?.[check]?.test(seen) === true;
  });
  const failing = checks.filter(({ outcome }) => outcome === 'fails');
  return [
    ...(evidence === undefined || shown.length > 0
      ? []
      : failing.map(({ check, evidence: seen }) => `${check}: ${seen}`)),
    ...Object.entries(refusedBy)
      .filter(([kind, status]) => answerOf(kind) !== status)
      .map(([kind]) => `${kind}: ${answerOf(kind)}`),
    ...takenBy.filter((kind) => answerOf(kind) !== 101).map((kind) => `${kind} refuses`),
  ];
}
