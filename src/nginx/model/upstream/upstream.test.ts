import { describe, expect, test } from 'vitest';
import { blockOf, lineOf, mainLevel } from '../listen/main-level.fixture.ts';
import { readUpstream, type Upstream } from './upstream.ts';

const OLD = '1.26.3';
const NEW = '1.30.6';

function upstreamOf(lines: string, version = NEW, around = 'http'): Upstream {
  const main = mainLevel(`${around} { upstream App {\n${lines}\n} }`);
  return readUpstream(blockOf(blockOf(main, around), 'upstream'), version);
}

test('servers with their parameters, and the defaults of those left out', () => {
  const { name, servers } = upstreamOf(`server 127.0.0.1:8080;
    server b.test weight=3 max_fails=0 fail_timeout=1m max_conns=9 backup resolve route=r1;
    server unix:/a.sock down drain slow_start=30s service=http;`);
  expect(name).toBe('App');
  expect(servers.map(({ placed }) => lineOf(placed))).toEqual([2, 3, 4]);
  expect(servers).toMatchObject([
    {
      written: '127.0.0.1:8080',
      endpoint: { kind: 'ip', host: '127.0.0.1', port: 8080 },
      weight: 1,
      maxFails: 1,
      failTimeoutMs: 10_000,
      maxConns: 0,
      backup: false,
      down: false,
      resolve: false,
      route: undefined,
    },
    {
      endpoint: { kind: 'name', host: 'b.test', port: 80 },
      weight: 3,
      maxFails: 0,
      failTimeoutMs: 60_000,
      maxConns: 9,
      backup: true,
      resolve: true,
      route: 'r1',
    },
    {
      endpoint: { kind: 'unix', host: '/a.sock' },
      down: true,
      drain: true,
      slowStartMs: 30_000,
      service: 'http',
    },
  ]);
});

test('in stream a server has to name its port', () => {
  const { servers } = upstreamOf('server a; server a:1;', NEW, 'stream');
  expect(servers.map(({ endpoint }) => endpoint)).toMatchObject([
    { error: 'no port in upstream "a"' },
    { port: 1 },
  ]);
});

test('the last balancing method holds', () => {
  expect(upstreamOf('server a;').balancing).toMatchObject({
    name: 'round_robin',
    placed: undefined,
  });
  const { balancing } = upstreamOf('least_conn;\nhash $uri consistent;\nserver a;');
  expect(balancing).toMatchObject({ name: 'hash', arguments: ['$uri', 'consistent'] });
  expect(lineOf(balancing.placed)).toBe(3);
});

describe('kept connections', () => {
  test('as written, with the limits in effect', () => {
    const { keepalive } = upstreamOf('keepalive 8 local;\nkeepalive_timeout 5m;\nserver a;');
    expect(keepalive).toMatchObject({
      connections: 8,
      isLocal: true,
      requests: { value: 1000, placed: undefined },
      timeMs: { value: 3_600_000 },
      timeoutMs: { value: 300_000 },
    });
    expect(lineOf(keepalive?.timeoutMs.placed)).toBe(3);
  });

  test('by default since 1.29.7, in http', () => {
    expect(upstreamOf('server a;', '1.29.6').keepalive).toBeUndefined();
    expect(upstreamOf('server a;', '1.29.7').keepalive).toMatchObject({
      connections: 32,
      isLocal: true,
      placed: undefined,
    });
    expect(upstreamOf('keepalive 0; server a;').keepalive).toBeUndefined();
    expect(upstreamOf('server a:1;', NEW, 'stream').keepalive).toBeUndefined();
  });

  test('a connection gets no older than an hour since 1.19.10', () => {
    const { keepalive } = upstreamOf('keepalive 8; server a;', '1.18.0');
    expect(keepalive).toMatchObject({ requests: { value: 100 } });
    expect(keepalive?.timeMs.value).toBe(Number.POSITIVE_INFINITY);
  });

  test('a method behind them undoes them before 1.29.7', () => {
    const text = 'keepalive 8;\nleast_conn;\nserver a;';
    const { keepalive, lost } = upstreamOf(text, OLD);
    expect(keepalive).toBeUndefined();
    expect(lost.map(({ placed, by }) => [lineOf(placed), lineOf(by)])).toEqual([[2, 3]]);
    expect(upstreamOf(text, NEW)).toMatchObject({ keepalive: { connections: 8 }, lost: [] });
    expect(upstreamOf('least_conn; keepalive 8; server a;', OLD)).toMatchObject({
      keepalive: { connections: 8 },
      lost: [],
    });
  });
});

test('sticky, and that a method behind it undoes it', () => {
  expect(upstreamOf('least_conn; sticky cookie srv expires=1h; server a;')).toMatchObject({
    sticky: { kind: 'cookie', arguments: ['srv', 'expires=1h'] },
    lost: [],
  });
  const { sticky, lost } = upstreamOf('sticky cookie srv;\nleast_conn; server a;');
  expect(sticky).toBeUndefined();
  expect(lost.map(({ placed }) => lineOf(placed))).toEqual([2]);
});

test('what else a group may say, with its line', () => {
  const { zone, resolver, state } = upstreamOf('zone z 64k;\nresolver 127.0.0.1;\nstate /s;');
  expect([zone, resolver, state].map(lineOf)).toEqual([2, 3, 4]);
});
