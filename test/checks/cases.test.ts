import { describe, expect, test } from 'vitest';
import { directiveAt, type LoadedFile, load } from '../../src/nginx/syntax/index.ts';
import type { CheckSettings } from '../../src/verbs/check/check-settings.ts';
import { type Checked, check } from '../../src/verbs/check.ts';
import { absent, type SharedCase, sharedCases } from '../model/shared-cases.ts';

/** The version that the cases were observed with. */
const VERSION = '1.22.1';

/** The check that a cause belongs to. */
const CHECK_OF: Readonly<Record<string, string>> = {
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
const INVISIBLE: Readonly<Record<string, string>> = {
  backend_case_sensitive: 'the backend compares "upgrade" with "Upgrade" letter by letter',
};

/** What a user would say besides, since no file tells it. */
const KNOWN: Readonly<Record<string, CheckSettings>> = {
  cdn_idle_timeout: { hops: [{ name: 'cloudflare', idleTimeout: '100s' }] },
  proxy_protocol_mismatch: { hops: [{ name: 'alb' }] },
  no_sticky_sessions: { nodesNeedSession: true },
};

const faults = sharedCases.filter(({ cause }) => cause !== 'none' && !INVISIBLE[cause]);
const healthy = sharedCases.filter(({ cause }) => cause === 'none' || INVISIBLE[cause]);

describe.skipIf(absent !== undefined)(
  `the cases${absent === undefined ? '' : `: ${absent}`}`,
  () => {
    test('are known, each with the check of its cause', () => {
      expect(sharedCases.length).toBeGreaterThan(0);
      const unknown = faults.filter(({ cause }) => CHECK_OF[cause] === undefined);
      expect(unknown.map(({ id, cause }) => `${id}: ${cause}`)).toEqual([]);
    });

    test.each(faults.map((one) => [one.id, one] as const))('%s is found', async (_, one) => {
      const { findings } = await judge(one);
      const told = findings.map(({ check: id, file, line }) => `${id} ${file}:${line}`);
      const wanted = placesOf(one).map((place) => `${CHECK_OF[one.cause]} ${place}`);
      expect(told.filter((place) => wanted.includes(place))).not.toEqual([]);
    });

    test.each(healthy.map((one) => [one.id, one] as const))('%s is left alone', async (_, one) => {
      for (const checked of [await judge(one), await judge(one, [])]) {
        const heavy = checked.findings.filter(({ severity }) => severity !== 'advice');
        expect(heavy.map(({ check: id, line, message }) => `${id} ${line}: ${message}`)).toEqual(
          [],
        );
        expect(checked.broken).toEqual([]);
      }
    });
  },
);

async function judge(one: SharedCase, urls?: readonly string[]): Promise<Checked> {
  const options = {
    path: `${one.folder}/nginx.conf`,
    prefix: one.folder,
    settings: { nginxVersion: VERSION, ...heartbeatOf(one), ...KNOWN[one.cause] },
  };
  return check({ ...options, urls: urls ?? [await urlOf(one, options)] });
}

function heartbeatOf({ extra }: SharedCase): CheckSettings {
  const [, seconds] = /sends a ping every (\d+) s/.exec(extra?.backend ?? '') ?? [];
  return seconds === undefined ? {} : { heartbeat: `${seconds}s` };
}

/** The case's request at the socket that it means: with TLS or not, of the server with its name. */
async function urlOf(
  { scheme, culprit, host = 'app.example.com', request_path: path }: SharedCase,
  options: Parameters<typeof check>[0],
): Promise<string> {
  const { model } = await check(options);
  const tls = scheme === 'wss' || scheme === 'https' || / ssl\b|TLS/.test(culprit?.location ?? '');
  const name = host.replace(/:\d+$/, '');
  const sockets = (model.listeners?.sockets ?? []).filter(
    (socket) => (socket.ssl !== undefined) === tls,
  );
  const named = sockets.find((socket) => socket.names.find(name).found !== undefined);
  const address = (named ?? sockets[0])?.address;
  const port = address === undefined || address.kind === 'unix' ? 9080 : address.port;
  return `ws${tls ? 's' : ''}://${name}:${port}${path}`;
}

/** The culprit's line; where a line is missing, that of the block around the place. */
function placesOf({ culprit, cause, folder }: SharedCase): string[] {
  if (culprit === null) return cause === 'cdn_idle_timeout' ? everyLine('nginx.conf') : [];
  const { file, line, nearest_line: nearest = 1 } = culprit;
  if (line !== null) return [`${file}:${line}`];
  const { tree, source } = parseFile(`${folder}/${file}`);
  const lines = source.chars.split('\n');
  const offset = lines.slice(0, nearest).join('\n').length - 1;
  let block = directiveAt(tree, offset);
  while (block !== undefined && block.block === undefined) block = block.parent.owner;
  return block === undefined ? [] : [`${file}:${source.position(block.nameSpan.start).line}`];
}

function parseFile(path: string): Pick<LoadedFile, 'tree' | 'source'> {
  const { main } = load(path);
  if (main === undefined) throw new Error(`${path} cannot be read.`);
  return main;
}

/** The fault is not in the file: wherever the finding is put. */
function everyLine(file: string): string[] {
  return Array.from({ length: 100 }, (_, index) => `${file}:${index + 1}`);
}
