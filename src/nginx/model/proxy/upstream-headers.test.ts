import { describe, expect, test } from 'vitest';
import { headerSent, headersSent, linesOf, serve } from '../trace.fixture.ts';

const PASS = 'location / { proxy_pass http://b:81; }';
const AT = 'proxy_set_header';

function sent(lines: string, headers: readonly string[] = [], version = '1.26.3'): string[] {
  return headersSent(serve(`${lines} ${PASS}`, '/', { headers, version }));
}

describe('defaults', () => {
  test.each([
    ['1.29.6', ['Host: b:81', 'Connection: close']],
    ['1.29.7', ['Host: b:81']],
  ])('of %s: %j', (version, expected) => {
    expect(sent('', [], version)).toEqual(expected);
  });

  test('take the place of what a client sends, and keep hop-by-hop headers back', () => {
    const headers = [
      'Connection: x',
      'Upgrade: x',
      'Keep-Alive: x',
      'TE: x',
      'Expect: x',
      'Own: 1',
    ];
    expect(sent('', headers)).toEqual(['Host: b:81', 'Connection: close', 'Own: 1']);
  });
});

describe('order', () => {
  test('what is set, then defaults, then the client, as each is written', () => {
    const lines = `${AT} X-B 1; ${AT} X-A 2; ${AT} connection upgrade;`;
    expect(sent(lines, ['z: 1', 'Y: 2'])).toEqual([
      'X-B: 1',
      'X-A: 2',
      'connection: upgrade',
      'Host: b:81',
      'z: 1',
      'Y: 2',
    ]);
  });

  test('a line for a header keeps that of the client back, whatever its case and its value', () => {
    expect(sent(`${AT} X-A ""; ${AT} x-b new;`, ['X-a: 1', 'X-B: 2', 'X-C: 3'])).toEqual([
      'x-b: new',
      'Host: b:81',
      'Connection: close',
      'X-C: 3',
    ]);
  });
});

test('two lines for one header are both sent, an empty one is not', () => {
  const lines = `${AT} Connection upgrade; ${AT} Connection ""; ${AT} Connection keep-alive; ${AT} Host h;`;
  expect(sent(lines)).toEqual(['Connection: upgrade', 'Connection: keep-alive', 'Host: h']);
});

test('proxy_pass_request_headers off sends none of the client', () => {
  const lines = `proxy_pass_request_headers off; ${AT} Upgrade $http_upgrade;`;
  expect(sent(lines, ['Upgrade: websocket', 'Own: 1'])).toEqual([
    'Upgrade: websocket',
    'Host: b:81',
    'Connection: close',
  ]);
});

test('a header knows where it is from', () => {
  const traced = serve(`set $u 1;\n${AT} X $u;\n${PASS}`, '/', { headers: ['Own: 1'] });
  const [x, host, own] = ['x', 'host', 'own'].map((name) => headerSent(traced, name));
  expect([x?.origin, host?.origin, own?.origin]).toEqual(['set', 'default', 'client']);
  expect(linesOf(x?.value.from ?? [])).toEqual([1, 2]);
});

describe('the length of the body', () => {
  test.each([
    ['', ['Content-Length: 007'], 'Content-Length: 7'],
    ['proxy_set_body "a$arg_none b";', ['Content-Length: 7'], 'Content-Length: 3'],
    [`${AT} Content-Length 9;`, ['Content-Length: 7'], 'Content-Length: 9'],
  ])('%j with %j: %s', (lines, headers, expected) => {
    expect(sent(lines, headers)).toContain(expected);
  });

  test('is not known of chunks before all of them are there', () => {
    expect(sent('', ['Transfer-Encoding: chunked'])).toContain(
      'Content-Length: unknown: Content-Length: the body is sent in chunks',
    );
  });
});

test('a cache keeps conditions and ranges back', () => {
  const headers = ['Range: bytes=0-1', 'If-Range: x', 'If-Match: x', 'If-None-Match: x'];
  const names = sent('proxy_cache zone;', headers).map((header) => header.split(':')[0]);
  expect(names).toEqual(['Host', 'Connection', 'If-Modified-Since', 'If-None-Match']);
  expect(sent('', headers)).toHaveLength(6);
});

test('since 1.31.4 the last Host counts, and an empty one falls back in HTTP/1.1', () => {
  const two = `${AT} Host one; ${AT} X 1; ${AT} host two;`;
  expect(sent(two, [], '1.31.4').filter((header) => /^host/i.test(header))).toHaveLength(1);
  expect(sent(two, [], '1.31.3').filter((header) => /^host/i.test(header))).toHaveLength(2);
  const hosts = (lines: string, version: string): string[] =>
    sent(lines, [], version).filter((header) => /^host/i.test(header));
  expect(hosts(`${AT} Host "";`, '1.31.4')).toEqual(['Host: b:81']);
  expect(hosts(`${AT} Host "";`, '1.31.3')).toEqual([]);
  expect(hosts(`${AT} Host ""; proxy_http_version 1.0;`, '1.31.4')).toEqual([]);
});
