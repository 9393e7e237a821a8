import { describe, expect, test } from 'vitest';
import type { Arrival } from '../probe/arrival.ts';
import type { AuthEvidence } from '../probe/lab-evidence.ts';
import { auth } from './auth.ts';
import { chainHop } from './chain-hop.ts';
import { headerValue } from './header-value.ts';
import { httpVersion } from './http-version.ts';
import { judgedLive, severitiesLive } from './judged-live.fixture.ts';
import { answer, answered, arrivalOf, over, UPGRADE, WIRE } from './live-evidence.fixture.ts';
import { passModule } from './pass-module.ts';
import { proxyProtocol } from './proxy-protocol.ts';
import { route } from './route.ts';
import { upgradeHeaders } from './upgrade-headers.ts';
import { uriRewrite } from './uri-rewrite.ts';

const AUTH: AuthEvidence = {
  plain: { ...answer(101), challenge: null },
  authorized: answer(101),
  arrivals: [],
  elsewhere: [],
  log: [],
};

describe('route', () => {
  const lost = (status: number | null) => ({
    handshake: answered(status),
    delivery: { arrival: null, detail: '' },
  });

  test.each([200, 404, 403, 502, null])('%s, and nothing arrived', (status) => {
    expect(severitiesLive(route, lost(status))).toEqual(['error']);
  });

  test.each([
    ['a redirect', lost(301)],
    ['a login', lost(401)],
    ['a limit', lost(503)],
    [
      'a token that lets it through',
      { ...lost(403), auth: { ...AUTH, plain: { ...answer(403), challenge: null } } },
    ],
    [
      'an auth server that is asked for a WebSocket',
      { ...lost(500), auth: { ...AUTH, elsewhere: [arrivalOf()] } },
    ],
    [
      'the PROXY protocol',
      {
        ...lost(null),
        proxyProtocol: { expected: false, without: answer(null), with: answer(101) },
      },
    ],
    [
      'a protocol that is not HTTP',
      { ...lost(502), wire: { ...WIRE, connections: over('fastcgi') } },
    ],
  ])('%s is for another check', (_, evidence) => {
    expect(judgedLive(route, evidence)).toMatchObject({
      problems: [],
      end: expect.stringMatching(/^unknown: /),
    });
  });
});

describe('upgrade-headers', () => {
  const arrived = (headers: Arrival['headers'], status = 400, line?: string) => ({
    handshake: answered(status),
    delivery: { arrival: arrivalOf(headers, line), detail: '' },
  });

  test('each header that is missing is named', () => {
    const { problems } = judgedLive(upgradeHeaders, arrived([['Connection', 'close']]));
    expect(problems).toEqual([expect.stringContaining('(Upgrade and Connection: upgrade did not')]);
  });

  test('what arrives whole and is refused all the same', () => {
    expect(severitiesLive(upgradeHeaders, arrived(UPGRADE))).toEqual(['error']);
  });

  test.each([
    ['http-version', arrived(UPGRADE, 505, 'GET / HTTP/1.0')],
    [
      'header-value',
      arrived([
        ['Upgrade', 'websocket'],
        ['Connection', 'keep-alive'],
      ]),
    ],
    ['duplicate-header', arrived([...UPGRADE, ['Host', 'a'], ['host', 'b']])],
    ['auth', { ...arrived(UPGRADE), auth: { ...AUTH, elsewhere: [arrivalOf()] } }],
    [
      'chain-hop',
      { ...arrived([]), chain: { outer: answer(400), hops: [{ name: 'b', ...answer(101) }] } },
    ],
  ])('%s tells of it', (_, evidence) => {
    expect(judgedLive(upgradeHeaders, evidence).problems).toEqual([]);
  });
});

test('header-value leaves it to upgrade-headers where the upgrade is not set at all', () => {
  const close = arrivalOf([['Connection', 'close']]);
  expect(judgedLive(headerValue, { arrival: { host: 'a', arrival: close } }).problems).toEqual([]);
  const other = arrivalOf([
    ['Upgrade', 'websocket'],
    ['Connection', 'keep-alive'],
  ]);
  expect(severitiesLive(headerValue, { arrival: { host: 'a', arrival: other } })).toEqual([
    'error',
  ]);
});

describe('http-version', () => {
  const delivery = (line: string | null, headers = UPGRADE) => ({
    delivery: { arrival: line === null ? null : arrivalOf(headers, line), detail: '502' },
  });

  test('HTTP/1.0 with the upgrade, and HTTP/2', () => {
    expect(severitiesLive(httpVersion, delivery('GET / HTTP/1.0'))).toEqual(['error']);
    const h2 = { ...delivery(null), wire: { ...WIRE, connections: over('h2') } };
    expect(severitiesLive(httpVersion, h2)).toEqual(['error']);
  });

  test('without the upgrade it is not the cause', () => {
    expect(judgedLive(httpVersion, delivery('GET / HTTP/1.0', [])).problems).toEqual([]);
  });

  test('nothing arrived', () => {
    expect(judgedLive(httpVersion, delivery(null)).end).toBe(
      'unknown: nothing reached the backend: 502',
    );
  });
});

test.each([
  ['fastcgi', 'fastcgi_pass'],
  ['uwsgi', 'uwsgi_pass'],
  ['scgi', 'scgi_pass'],
] as const)('pass-module: %s arrives', (protocol, directive) => {
  const { problems } = judgedLive(passModule, { wire: { ...WIRE, connections: over(protocol) } });
  expect(problems).toEqual([expect.stringContaining(directive)]);
});

describe('uri-rewrite', () => {
  const judged = (sent: string, arrived: string, isAsked = true, isQueryLost = false) =>
    severitiesLive(uriRewrite, { uri: { attempts: [{ sent, arrived, isAsked, isQueryLost }] } });

  test.each([
    ['a doubled slash', '/ws/last', '/ws//last'],
    ['a lost slash', '/ws/last', '/apilast'],
    ['no slash at all', '/ws/', 'last'],
    ['an endpoint that is cut off', '/socket.io/', '/'],
  ])('%s', (_, sent, arrived) => {
    expect(judged(sent, arrived)).toEqual(['error']);
  });

  test('below the path that was asked for it is a warning', () => {
    expect(judged('/ws/fairlead', '/apifairlead', false)).toEqual(['warning']);
  });

  test('the query is lost', () => {
    expect(judged('/ws/', '/ws/', true, true)).toEqual(['error']);
  });

  test.each([
    ['another prefix', '/app/ws', '/ws'],
    ['another name', '/ws', '/appws'],
    ['a name that ends alike', '/app/ws', '/backend-ws'],
    ['slashes that were sent', '/ws//last', '/x//last'],
  ])('%s is meant', (_, sent, arrived) => {
    expect(judged(sent, arrived)).toEqual([]);
  });
});

describe('auth', () => {
  test('an upgrade in a subrequest, by the other backend, by the path, or by the log', () => {
    const asked = arrivalOf(UPGRADE, 'GET /auth HTTP/1.1');
    const plain = { ...answer(null), challenge: null };
    for (const evidence of [
      { elsewhere: [asked] },
      { arrivals: [asked, arrivalOf()] },
      { arrivals: [asked], log: ['connection upgrade in subrequest while reading'] },
    ]) {
      const { problems } = judgedLive(auth, { auth: { ...AUTH, plain, ...evidence } });
      expect(problems).toEqual([expect.stringMatching(/^error: auth_request asks \/auth /)]);
    }
  });

  test('a retry at another node is none', () => {
    const twice = { ...AUTH, arrivals: [arrivalOf(), { ...arrivalOf(), node: 'b' }] };
    expect(judgedLive(auth, { auth: twice }).problems).toEqual([]);
  });

  test('what only Authorization opens, and a password', () => {
    const refused = { ...answer(401), challenge: null };
    expect(severitiesLive(auth, { auth: { ...AUTH, plain: refused } })).toEqual(['warning']);
    const basic = {
      ...AUTH,
      plain: { ...refused, challenge: 'Basic realm="x"' },
      authorized: answer(401),
    };
    expect(severitiesLive(auth, { auth: basic })).toEqual(['advice']);
  });

  test('who refuses both is not known', () => {
    const both = { ...AUTH, plain: { ...answer(403), challenge: null }, authorized: answer(403) };
    expect(judgedLive(auth, { auth: both })).toMatchObject({
      problems: [],
      end: expect.stringMatching(/^unknown/),
    });
  });
});

describe('proxy-protocol', () => {
  const judged = (expected: boolean | null, without: number | null, withLine: number | null) =>
    judgedLive(proxyProtocol, {
      proxyProtocol: { expected, without: answer(without), with: answer(withLine) },
    });

  test('demanded where nobody sends it, and sent where nobody takes it', () => {
    expect(judged(false, null, 101).problems).toEqual([expect.stringMatching(/^error: .*Take/)]);
    expect(judged(true, 101, 400).problems).toEqual([expect.stringMatching(/^error: .*Add/)]);
  });

  test('as it is to be', () => {
    for (const one of [judged(false, 101, 400), judged(true, null, 101), judged(null, 101, 400)]) {
      expect(one).toMatchObject({ problems: [], end: expect.stringMatching(/^without/) });
    }
  });

  test('demanded, and nobody said whether it is sent', () => {
    expect(judged(null, null, 101)).toMatchObject({
      problems: [],
      end: expect.stringMatching(/^unknown: nginx demands/),
    });
  });

  test('closed for another reason', () => {
    expect(judged(false, null, 400).problems).toEqual([]);
  });
});

test('chain-hop: the hop in front of the first that answers 101', () => {
  const hops = [
    { name: 'b', ...answer(400) },
    { name: 'c', ...answer(101) },
  ];
  const { problems, end } = judgedLive(chainHop, { chain: { outer: answer(400), hops } });
  expect(problems).toEqual([expect.stringContaining('c is asked directly: b does not pass')]);
  expect(end).toBe('outer 400, b 400, c 101');
});
