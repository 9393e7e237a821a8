import { describe, expect, test } from 'vitest';
import { refusals } from '../../src/nginx/model/refusals.ts';
import { tunnelCost } from '../../src/nginx/model/tunnel.ts';
import { type Placed, placeOf } from '../../src/nginx/syntax/index.ts';
import { isHandshake, viewHandshake } from '../../src/report/explain/handshake.ts';
import { subrequestsOf } from '../../src/report/explain/subrequest.ts';
import { type Explain, type Explained, explain } from '../../src/verbs/explain.ts';
import { absent, type SharedCase, sharedCases } from './shared-cases.ts';

/** The version that the cases were observed with. */
const VERSION = '1.22.1';

/**
 * What a cause means for the model: more than that the handshake breaks, which would be the same for
 * many. `line` is the culprit's, where the case names one.
 */
const CAUSES: Readonly<Record<string, (asked: Asked) => void>> = {
  none: (asked) => expectWhole(asked),
  cdn_idle_timeout: (asked) => expectWhole(asked),
  missing_upgrade_headers: expectPlain,
  proxy_chain_hop: expectPlain,
  wrong_server_block: expectPlain,
  header_inheritance: (asked) => {
    expectPlain(asked);
    expect(asked.explanation.upstream?.dropped.map(({ name }) => name)).toContain('Upgrade');
  },
  missing_connection_header: (asked) => {
    expect(header(asked, 'Upgrade')).toEqual(['websocket']);
    expect(header(asked, 'Connection')).toEqual(['close']);
  },
  wrong_header_value: (asked) => {
    expect(header(asked, 'Connection')).toEqual(['keep-alive']);
    expect(linesOf(asked, 'Connection')).toContain(asked.line);
  },
  http10_upstream: (asked) => {
    expect(asked.explanation.upstream?.request?.line).toMatch(/ HTTP\/1\.0$/);
    expect([header(asked, 'Upgrade'), header(asked, 'Connection')]).toEqual([
      ['websocket'],
      ['upgrade'],
    ]);
  },
  // Right for nginx and RFC 9110; a backend compares "upgrade" with "Upgrade" letter by letter.
  backend_case_sensitive: (asked) => {
    expectWhole(asked);
    expect(header(asked, 'Connection')).toEqual(['upgrade']);
    expect(linesOf(asked, 'Connection')).toContain(asked.line);
  },
  wrong_location: ({ explanation, case: { id } }) => {
    if (id.startsWith('027'))
      expect(explanation.outcome).toMatchObject({ kind: 'file', status: 200 });
    else expect(explanation.outcome.sentence).toContain('the backend sees a plain GET');
  },
  no_location_for_socket_path: ({ explanation }) => {
    expect(explanation.outcome).toMatchObject({ kind: 'file', status: 200 });
    expect(explanation.outcome.sentence).toMatch(/index\.html, not 101$/);
  },
  static_shadows_ws: ({ explanation }) => {
    expect(explanation.outcome).toMatchObject({ kind: 'response', status: 404 });
  },
  trailing_slash_redirect: ({ explanation }) => {
    expect(explanation.outcome).toMatchObject({
      status: 301,
      redirect: 'http://app.example.com:9080/ws/',
    });
  },
  redirect_on_handshake: ({ explanation }) => {
    expect(explanation.outcome.sentence).toContain('301 to https://staging.example.com/websocket');
  },
  proxy_pass_uri_rewrite: ({ explanation }) => {
    expect(explanation.upstream?.request?.line).toBe('GET /ws//last HTTP/1.1');
  },
  host_not_forwarded: (asked) => expect(header(asked, 'Host')).toEqual(['grafana-svc']),
  host_port_dropped: (asked) => {
    expect(header(asked, 'Host')).toEqual(['box.example.com']);
    expect(linesOf(asked, 'Host')).toContain(asked.line);
  },
  x_forwarded_host_wrong: (asked) => {
    expect(header(asked, 'X-Forwarded-Host')).toEqual(['ide.example.com:9443']);
    expect(linesOf(asked, 'X-Forwarded-Host')).toContain(asked.line);
  },
  x_forwarded_proto_missing: (asked) => {
    expectWhole(asked);
    expect(header(asked, 'X-Forwarded-Proto')).toEqual([]);
  },
  duplicate_header: (asked) => {
    expect(header(asked, 'Host')).toHaveLength(2);
    expect(linesOf(asked, 'Host')).toContain(asked.line);
  },
  hardcoded_connection_upgrade: ({ ask, line }) => {
    const plain = ask('/login', { method: 'POST' });
    expect(header(plain, 'Connection')).toEqual(['upgrade']);
    expect(header(plain, 'Upgrade')).toEqual([]);
    expect(linesOf(plain, 'Connection')).toContain(line);
  },
  read_timeout: (asked) => {
    expectWhole(asked);
    expect(asked.explanation.timeouts?.read).toEqual({ ms: 60_000, file: null, line: null });
  },
  wrong_timeout_directive: ({ explanation, line }) => {
    expect(explanation.timeouts?.read).toEqual({ ms: 60_000, file: null, line: null });
    expect(explanation.timeouts?.connect.line).toBe(line);
  },
  upstream_sni_missing: (asked) => {
    expectWhole(asked);
    expect(asked.trace.passing?.target?.scheme.text).toBe('https');
    expect(effective(asked, 'proxy_ssl_server_name')).toEqual([]);
  },
  map_wrong_context: ({ explained }) => {
    const [first] = refusals(explained.model.main, VERSION);
    expect(first).toMatchObject({
      code: 'not-allowed-here',
      placed: { directive: { name: 'map' } },
    });
  },
  no_sticky_sessions: ({ trace }) => {
    const upstream = trace.passing?.target?.upstream;
    expect(upstream).toMatchObject({ sticky: undefined, balancing: { name: 'round_robin' } });
    expect(upstream?.servers).toHaveLength(2);
  },
  sse_buffering: ({ trace, explanation }) => {
    expect(trace.answer?.buffering).toEqual({ isOn: true, at: undefined });
    expect(explanation.upstream?.request?.line).toMatch(/ HTTP\/1\.0$/);
  },
  sse_gzip: (asked) => {
    expect(asked.trace.answer?.gzip.isOn).toBe(true);
    expect(effective(asked, 'gzip_types')).toEqual([asked.line]);
  },
  upstream_header_too_big: (asked) => {
    expectWhole(asked);
    expect(asked.trace.exchange && tunnelCost(asked.trace.exchange).bufferBytes).toBe(4096);
  },
  reload_drops_connections: (asked) => {
    expectWhole(asked);
    expect(lineOf(asked.explained.model.main.last('worker_shutdown_timeout'))).toBe(asked.line);
  },
  proxy_protocol_mismatch: ({ trace, explanation, line }) => {
    expect(lineOf(trace.arrival.taken?.socket?.proxyProtocol?.placed)).toBe(line);
    expect(explanation.outcome.sentence).toMatch(/^if it comes with a PROXY protocol header: 101/);
  },
  limit_conn: (asked) => {
    expectWhole(asked);
    expect(effective(asked, 'limit_conn')).toEqual([asked.line]);
  },
  auth_subrequest_gets_upgrade: (asked) => {
    expectWhole(asked);
    expect(subrequestsOf(asked.trace)).toMatchObject([{ isHandshake: true }]);
  },
};

/** Where `case.json` writes a location in another way than the configuration does. */
const WRITTEN: Readonly<Record<string, string>> = {
  '087-limit-conn-long-lived': '/master/',
};

describe.skipIf(absent !== undefined)(
  `the cases${absent === undefined ? '' : `: ${absent}`}`,
  () => {
    test('are known, each with its cause', () => {
      expect(sharedCases.length).toBeGreaterThan(0);
      const unknown = sharedCases.filter(({ cause }) => CAUSES[cause] === undefined);
      expect(unknown.map(({ id, cause }) => `${id}: ${cause}`)).toEqual([]);
    });

    test.each(sharedCases.map((one) => [one.id, one] as const))('%s', async (id, one) => {
      const asked = await ask(one);
      const named = /^location ((?:(?:=|~\*?|\^~) )?\S+)/.exec(
        one.culprit?.location ?? one.location ?? '',
      );
      // The culprit may be the location of a subrequest, and a stream has none.
      const isElsewhere = one.cause === 'auth_subrequest_gets_upgrade';
      if (named !== null && !isElsewhere) {
        expect(asked.explanation.location?.pattern).toBe(WRITTEN[id] ?? named[1]);
      }
      CAUSES[one.cause]?.(asked);
    });
  },
);

interface Asked extends Explained {
  readonly case: SharedCase;
  readonly explained: Explain;
  readonly line: number | null;
  /** A plain request to the same server. */
  readonly ask: (path: string, options: { method: string }) => Explained;
}

async function ask(one: SharedCase): Promise<Asked> {
  const explained = await explain({
    path: `${one.folder}/nginx.conf`,
    prefix: one.folder,
    nginxVersion: VERSION,
  });
  const host = one.host ?? 'app.example.com';
  const { port, tls } = listenerOf(one, host, explained);
  const isPlain = /^sse_|no_sticky/.test(one.cause);
  const scheme = `${isPlain ? 'http' : 'ws'}${tls ? 's' : ''}`;
  const authority = `${host.replace(/:\d+$/, '')}:${port}`;
  const headers = [`Host: ${host}`, ...(one.origin ? [`Origin: ${one.origin}`] : [])];
  return {
    ...explained.ask(`${scheme}://${authority}${one.request_path}`, { headers }),
    case: one,
    explained,
    line: one.culprit?.line ?? null,
    ask: (path, options) => explained.ask(`http://${authority}${path}`, options),
  };
}

/** The socket that the case means: with TLS or not, and the one whose server has the host's name. */
function listenerOf(
  { scheme, culprit }: SharedCase,
  host: string,
  { model }: Explain,
): { readonly port: number; readonly tls: boolean } {
  const tls = scheme === 'wss' || scheme === 'https' || / ssl\b|TLS/.test(culprit?.location ?? '');
  const name = host.replace(/:\d+$/, '');
  const sockets = (model.listeners?.sockets ?? []).filter(
    (socket) => (socket.ssl !== undefined) === tls,
  );
  const named = sockets.find((socket) => socket.names.find(name).found !== undefined);
  const address = (named ?? sockets[0])?.address;
  return { port: address === undefined || address.kind === 'unix' ? 9080 : address.port, tls };
}

function expectWhole({ trace, explanation }: Asked): void {
  expect(explanation.outcome.sentence).toMatch(/(^|: )101,|101 too: the bytes pass as they are/);
  if (explanation.location === null) return;
  const request = trace.passing?.request;
  expect(isHandshake(trace)).toBe(true);
  expect(request && viewHandshake(request)).toEqual({ kind: 'whole' });
}

function expectPlain(asked: Asked): void {
  expect(header(asked, 'Upgrade')).toEqual([]);
  expect(asked.explanation.outcome.sentence).toContain('the backend sees a plain GET');
}

/** The values that go upstream under a name. */
function header({ explanation }: Explained, name: string): (string | null)[] {
  const headers = explanation.upstream?.request?.headers ?? [];
  return headers
    .filter((one) => one.name.toLowerCase() === name.toLowerCase())
    .map(({ value }) => value);
}

/** Every line that had a part in a header. */
function linesOf({ explanation }: Explained, name: string): number[] {
  const headers = explanation.upstream?.request?.headers ?? [];
  return headers
    .filter((one) => one.name.toLowerCase() === name.toLowerCase())
    .flatMap(({ from }) => from.map(({ line }) => line));
}

function effective({ trace }: Explained, name: string): (number | undefined)[] {
  return (trace.exchange?.level.effective(name) ?? []).map(lineOf);
}

function lineOf(placed: Placed | undefined): number | undefined {
  return placed && placeOf(placed).line;
}
