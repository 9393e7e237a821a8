import { expect, test } from 'vitest';
import type { Arrival } from '../probe/arrival.ts';
import type { LiveEvidence } from '../probe/evidence.ts';
import { liveChecks } from './index.ts';
import { answered, WIRE } from './live-evidence.fixture.ts';

const CLIENT = '127.0.0.1';

function arrival(...headers: [string, string][]): Arrival {
  return { node: 'a', connection: 1, peer: CLIENT, requestLine: 'GET /ws/ HTTP/1.1', headers };
}

/** For each check, evidence that looks like its fault and is none. */
const NEAR_MISSES: Record<string, [what: string, evidence: Partial<LiveEvidence>]> = {
  'config-valid': ['nginx says nothing at all', { configTest: { ok: true, messages: [] } }],
  'upgrade-headers': [
    'letter case and further tokens are the client’s own affair',
    {
      handshake: answered(101),
      delivery: {
        detail: '',
        arrival: arrival(['UPGRADE', 'WebSocket'], ['connection', 'keep-alive, Upgrade']),
      },
    },
  ],
  'http-version': [
    'a path that ends like a version',
    {
      delivery: {
        detail: '',
        arrival: { ...arrival(['Upgrade', 'websocket']), requestLine: 'GET /HTTP/1.0 HTTP/1.1' },
      },
    },
  ],
  'header-value': [
    'Upgrade is a list that names websocket, Connection names more',
    {
      arrival: {
        host: 'a',
        arrival: arrival(['Upgrade', 'WEBSOCKET'], ['Connection', 'Keep-Alive, Upgrade']),
      },
    },
  ],
  'duplicate-header': [
    'one header with two values',
    { arrival: { host: 'a', arrival: arrival(['Connection', 'keep-alive, upgrade']) } },
  ],
  'response-headers': ['a whole 101', { handshake: answered(101) }],
  'handshake-redirect': [
    'a 304 and a 200 are no 101, but nobody is sent elsewhere',
    { handshake: answered(200), slashless: answered(404) },
  ],
  'idle-timeout': [
    'silent for exactly as long as is wanted',
    {
      silence: {
        wantedMs: 25_000,
        heartbeatMs: 25_000,
        scale: 1,
        endedMs: null,
        how: 'open',
        others: [],
      },
    },
  ],
  'connection-literal': [
    'Connection: keep-alive, and a header whose name only contains it',
    {
      plain: {
        arrivals: [arrival(['Connection', 'keep-alive'], ['X-Connection', 'upgrade'])],
      },
    },
  ],
  'upstream-keepalive': [
    'one connection to each of two nodes',
    {
      plain: {
        arrivals: [arrival(), { ...arrival(), node: 'b' }, arrival()],
      },
    },
  ],
  buffering: [
    'slow, but before the second event',
    { stream: { variants: [{ acceptEncoding: 'gzip', atOnce: true, ms: 900 }] } },
  ],
  'host-header': [
    'the forged request was refused',
    {
      arrival: { host: 'a:8443', arrival: arrival(['Host', 'a:8443']) },
      absoluteForm: { host: 'a:8443', lie: 'b', arrival: null },
    },
  ],
  'forwarded-headers': [
    'the lie arrives, but in no header that says who the client is',
    {
      forgedIdentity: {
        scheme: 'https',
        host: 'a',
        client: CLIENT,
        lie: '203.0.113.66',
        arrival: arrival(
          ['X-Forwarded-Proto', 'https'],
          ['X-Forwarded-For', CLIENT],
          ['X-Real-IP', CLIENT],
          ['X-Forwarded-Host', 'a'],
          ['X-Comment', '203.0.113.66'],
        ),
      },
    },
  ],
  sticky: [
    'every session on another node, but each on one',
    {
      affinity: {
        nodes: 2,
        isNeeded: true,
        sessions: [
          ['a', 'a', 'a'],
          ['b', 'b', 'b'],
        ],
      },
    },
  ],
  'connect-timeout': [
    'just within the limit',
    { deadBackend: { status: 504, afterMs: 9_999, scale: 1 } },
  ],
  origin: [
    'refused by the backend, in its own way',
    {
      handshake: answered(101),
      foreignOrigin: { origin: 'https://foreign.invalid', status: 400 },
    },
  ],
  'upgrade-smuggling': [
    'of a list only websocket is passed on',
    { smuggling: { attempts: [{ sent: 'websocket, h2c', arrived: 'websocket' }] } },
  ],
  'access-log': [
    'another order and other words around it',
    { accessLog: { upgrade: 'wEbSoCkEt', line: '101 up=wEbSoCkEt t=0.002 "101" GET /ws/' } },
  ],
  reload: [
    'a single tunnel, and alive',
    {
      reload: {
        asked: 1,
        tunnels: 1,
        dropped: 0,
        droppedAfterMs: null,
        watchedMs: 200,
        scale: 1,
        refused: null,
      },
    },
  ],
  route: [
    'it reaches the backend, which answers 404',
    { handshake: answered(404), delivery: { detail: '404', arrival: arrival() } },
  ],
  'pass-module': [
    'HTTP/2 is for http-version to tell of',
    { wire: { ...WIRE, connections: [{ node: 'a', protocol: 'h2', serverName: undefined }] } },
  ],
  'uri-rewrite': [
    'the prefix is another one, as a whole, and the slashes are those that were sent',
    {
      uri: {
        attempts: [
          { sent: '/a//b', isAsked: true, arrived: '/c//b', isQueryLost: false },
          { sent: '/a//b/x', isAsked: false, arrived: '/c//b/x', isQueryLost: false },
        ],
      },
    },
  ],
  'chain-hop': [
    'nobody answers 101, so it is no hop of the chain',
    {
      chain: {
        outer: { status: 502, detail: '502' },
        hops: [{ name: 'b', status: 502, detail: '502' }],
      },
    },
  ],
  'stream-timeout': [
    'closed after an hour',
    {
      streamSilence: {
        wantedMs: 3_700_000,
        heartbeatMs: null,
        scale: 3_600,
        endedMs: 3_605_000,
        how: 'FIN',
        others: [],
      },
    },
  ],
  'edge-cache': [
    'a page that is no poll comes from a cache',
    { caching: { url: 'wss://a.example/app', sent: 3, arrived: 1, keptForS: 60 } },
  ],
  'proxy-protocol': [
    'a line of it where none is wanted is a broken request',
    {
      proxyProtocol: {
        expected: false,
        without: { status: 101, detail: '101' },
        with: { status: 400, detail: '400' },
      },
    },
  ],
  auth: [
    'another location is asked, without Upgrade',
    {
      auth: {
        plain: { status: 101, detail: '101', challenge: null },
        authorized: { status: 101, detail: '101' },
        arrivals: [{ ...arrival(), requestLine: 'GET /auth HTTP/1.0' }, arrival(['Upgrade', 'x'])],
        elsewhere: [arrival()],
        log: [],
      },
    },
  ],
  csp: [
    'a service that has no pages forbids everything',
    {
      pagePolicies: {
        url: 'wss://a.example/ws/',
        pages: [{ target: '/', status: 200, policies: ["default-src 'none'"] }],
      },
    },
  ],
  'upstream-tls': [
    'no server name, but plain HTTP',
    {
      wire: {
        ...WIRE,
        connections: [{ node: 'a', protocol: 'http/1', serverName: undefined }],
      },
    },
  ],
  'upstream-address': [
    'an error of another kind',
    {
      errorLog: {
        status: 502,
        detail: '502',
        lines: ['upstream prematurely closed connection while reading response header'],
      },
    },
  ],
  'header-buffers': [
    'what is larger than a cookie is refused, and so is an answer that is as large',
    {
      handshake: answered(101),
      bigRequests: {
        requests: [
          { bytes: 4_096, status: 101, detail: '101' },
          { bytes: 8_000, status: 400, detail: '400' },
        ],
      },
      bigAnswer: { url: 'wss://a.example/ws/', status: 502, detail: '502', log: [] },
    },
  ],
  capacity: [
    'a limit comes first',
    {
      together: { asked: 9, opened: 5, refusals: [{ status: 429, detail: '429' }], log: [] },
      crowd: {
        declared: 100,
        asked: 100,
        opened: 5,
        alive: 5,
        failure: { status: 429, detail: '429' },
      },
    },
  ],
  limits: [
    'a rate that lets six come at once',
    {
      together: {
        asked: 16,
        opened: 6,
        refusals: [{ status: 503, detail: '503' }],
        log: ['limiting requests, excess: 5.970 by zone "one"'],
      },
    },
  ],
};

test.each(liveChecks)('$id does not report its near miss', (check) => {
  const [what, evidence] = NEAR_MISSES[check.id] ?? [];
  expect(evidence, `${check.id} has no near miss here`).toBeDefined();
  const given = Object.keys(evidence ?? {});
  expect(given).toEqual(expect.arrayContaining([...check.live.needs]));
  expect([...check.live.needs, ...check.live.wants]).toEqual(expect.arrayContaining(given));
  expect([...check.live.judge(evidence as LiveEvidence)], what).toEqual([]);
});

test('ids are unique, and in the words of the project', () => {
  const ids = liveChecks.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

test('every check says what is the matter, and how to cure it, in sentences', () => {
  for (const { title, why, bad, good } of liveChecks) {
    expect(title).toMatch(/^(nginx|[A-Z]).*[^.]$/);
    expect(why).toMatch(/\.$/);
    expect(bad).not.toBe(good);
  }
});
