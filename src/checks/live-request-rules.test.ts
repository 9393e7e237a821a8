import { describe, expect, test } from 'vitest';
import type { AcceptanceEvidence, BigAnswerEvidence } from '../probe/lab-evidence.ts';
import { connectionLiteral } from './connection-literal.ts';
import { csp } from './csp.ts';
import { edgeCache } from './edge-cache.ts';
import { forwardedHeaders } from './forwarded-headers.ts';
import { headerBuffers } from './header-buffers.ts';
import { headerValue } from './header-value.ts';
import { hostHeader } from './host-header.ts';
import { judgedLive, severitiesLive } from './judged-live.fixture.ts';
import { answer, answered, arrivalOf } from './live-evidence.fixture.ts';
import { sticky } from './sticky.ts';

describe('header-buffers', () => {
  const requests = (...statuses: number[]) => ({
    requests: statuses.map((status, at) => ({
      bytes: [4_096, 8_000, 16_000][at] ?? 0,
      ...answer(status),
    })),
  });
  const big = (url: string, log: string[] = []): BigAnswerEvidence => ({
    url,
    log,
    ...answer(502),
  });
  const judged = (bigRequests: ReturnType<typeof requests>, bigAnswer?: BigAnswerEvidence) =>
    judgedLive(headerBuffers, {
      handshake: answered(101),
      bigRequests,
      ...(bigAnswer && { bigAnswer }),
    });

  test('one large cookie is refused', () => {
    expect(judged(requests(400, 400, 400)).problems).toEqual([
      expect.stringMatching(/^warning: A handshake with a cookie of 4096 bytes/),
    ]);
  });

  test('a long answer matters where headers are long', () => {
    const zero = big('wss://a.example/sync/v18/connect?wsid=7', ['upstream sent too big header']);
    expect(judged(requests(101, 101, 400), zero).problems).toEqual([
      expect.stringMatching(/^warning: .*"upstream sent too big header".*Zero/),
    ]);
    expect(judged(requests(101, 101, 101), big('wss://a.example/ws')).problems).toEqual([
      expect.stringMatching(/^advice: /),
    ]);
  });

  test('nothing is told of headers where no handshake gets through', () => {
    const refused = answered(404);
    const evidence = { handshake: refused, bigRequests: requests(404, 404, 404) };
    expect(judgedLive(headerBuffers, evidence).end).toMatch(/^unknown: /);
  });
});

test('csp: every policy is looked at once', () => {
  const policy = "default-src 'self'; connect-src https://api.example.com";
  const pages = [
    { target: '/', status: 200, policies: [policy, "connect-src 'self'"] },
    { target: '/app', status: 200, policies: [policy] },
  ];
  const { problems, end } = judgedLive(csp, {
    pagePolicies: { url: 'wss://a.example/ws/', pages },
  });
  expect(problems).toEqual([
    expect.stringMatching(
      /^warning: The page \/ cannot open .*no wss: address.*wss:\/\/a\.example/,
    ),
  ]);
  expect(end).toBe('policies: 2 on / (200), /app (200)');
});

test('edge-cache: polls that are answered by a cache, or may be', () => {
  const caching = { url: 'wss://a.example/socket.io/', sent: 3, arrived: 3, keptForS: 0 };
  expect(severitiesLive(edgeCache, { caching })).toEqual([]);
  expect(severitiesLive(edgeCache, { caching: { ...caching, arrived: 1 } })).toEqual(['warning']);
  expect(severitiesLive(edgeCache, { caching: { ...caching, keptForS: 60 } })).toEqual(['warning']);
});

describe('sticky', () => {
  const affinity = { nodes: 2, isNeeded: false, sessions: [['a', 'b', 'a']] };
  const session = { broken: answer(400), reached: ['a', 'b'] };

  test('torn sessions matter where a session lives on its node', () => {
    expect(severitiesLive(sticky, { affinity })).toEqual(['advice']);
    expect(severitiesLive(sticky, { affinity: { ...affinity, isNeeded: true } })).toEqual([
      'warning',
    ]);
  });

  test('sessions that broke are told instead', () => {
    const sessions = { nodes: 2, sessions: [session, { ...session, broken: null }] };
    expect(judgedLive(sticky, { affinity, sessions }).problems).toEqual([
      expect.stringMatching(/^warning: 1 of 2 polling sessions broke: one went a → b and got 400/),
    ]);
  });
});

test('connection-literal: what becomes of a POST is told with it', () => {
  const plain = { arrivals: [arrivalOf([['Connection', 'upgrade']])] };
  const plainPost = { ...answer(400), arrival: null };
  expect(judgedLive(connectionLiteral, { plain, plainPost }).problems).toEqual([
    expect.stringContaining('Kestrel answers a POST that has a body with 400'),
  ]);
  expect(judgedLive(connectionLiteral, { plain }).problems).toEqual([
    expect.not.stringContaining('Kestrel'),
  ]);
});

describe('what backends of other kinds make of it', () => {
  const taken = (
    refusing: AcceptanceEvidence['answers'][number]['kind'][],
  ): AcceptanceEvidence => ({
    origin: 'https://a.example',
    answers: (['strict', 'case-sensitive', 'host-checking', 'origin-checking'] as const).map(
      (kind) => ({ kind, ...answer(refusing.includes(kind) ? 403 : 101) }),
    ),
  });

  test('Host', () => {
    const absoluteForm = { host: 'a.example', lie: 'x', arrival: null };
    const judged = (host: string, acceptance: AcceptanceEvidence) =>
      judgedLive(hostHeader, {
        arrival: { host: 'a.example', arrival: arrivalOf([['Host', host]]) },
        absoluteForm,
        acceptance,
      }).problems;
    expect(judged('backend', taken(['host-checking']))).toEqual([
      expect.stringContaining('one that compares it with Origin refuses the page (403)'),
    ]);
    expect(judged('a.example', taken(['host-checking']))).toEqual([
      expect.stringContaining('refuses the handshake all the same: 403'),
    ]);
    expect(judged('a.example', taken([]))).toEqual([]);
  });

  test('X-Forwarded-*', () => {
    const right: [string, string][] = [
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-For', '127.0.0.1'],
      ['X-Real-IP', '127.0.0.1'],
      ['X-Forwarded-Host', 'a.example'],
    ];
    const judged = (acceptance: AcceptanceEvidence, headers = right) =>
      judgedLive(forwardedHeaders, {
        forgedIdentity: {
          scheme: 'https',
          host: 'a.example',
          client: '127.0.0.1',
          lie: '203.0.113.66',
          arrival: arrivalOf(headers),
        },
        acceptance,
      }).problems;
    expect(judged(taken([]))).toEqual([]);
    expect(judged(taken(['origin-checking']))).toEqual([
      expect.stringMatching(/^warning: A backend that compares Origin/),
    ]);
    expect(judged(taken(['origin-checking', 'host-checking']))).toEqual([]);
    const madeUp = right.map(([name]): [string, string] => [name, '203.0.113.66']);
    expect(judged(taken([]), madeUp)).toEqual([
      expect.stringContaining('X-Forwarded-Proto, X-Forwarded-For, X-Real-IP, X-Forwarded-Host:'),
    ]);
  });

  test('letter case is no fault, and is said', () => {
    const judged = judgedLive(headerValue, {
      arrival: { host: 'a', arrival: arrivalOf() },
      acceptance: taken(['case-sensitive']),
    });
    expect(judged.problems).toEqual([]);
    expect(judged.end).toContain('in these very letters refuses it');
  });
});
