import { describe, expect, test } from 'vitest';
import { endOf, lineOf, serve } from '../trace.fixture.ts';

function isAllowed(lines: string, client: string): boolean {
  return endOf(serve(`${lines} location / { proxy_pass http://b; }`, '/', { client })) !== '403';
}

describe('the first rule that fits decides', () => {
  test.each([
    ['deny 10.0.0.1; allow 10.0.0.0/8; deny all;', '10.0.0.1', false],
    ['deny 10.0.0.1; allow 10.0.0.0/8; deny all;', '10.0.0.2', true],
    ['deny 10.0.0.1; allow 10.0.0.0/8; deny all;', '11.0.0.1', false],
    ['allow 10.0.0.0/8; deny 10.0.0.1;', '10.0.0.1', true],
    ['deny 10.0.0.1;', '10.0.0.2', true],
    ['allow 10.0.0.1;', '10.0.0.2', true],
    ['allow 2001:db8::/32; deny all;', '2001:db8::1', true],
    ['allow 2001:db8::/32; deny all;', '::1', false],
    ['deny 10.0.0.0/8;', '::ffff:10.0.0.1', false],
    ['allow 10.0.0.0/8; deny all;', 'unix:', false],
    ['allow unix:; deny all;', 'unix:', true],
  ])('%s for %s: %s', (lines, client, expected) => {
    expect(isAllowed(lines, client)).toBe(expected);
  });
});

test('a level that has a rule of either kind takes none over', () => {
  const lines = 'deny all; location / { allow 10.0.0.1; proxy_pass http://b; }';
  expect(endOf(serve(lines, '/', { client: '10.0.0.2' }))).toBe('proxy GET / HTTP/1.0');
});

test('the refusal names its line', () => {
  const { outcome } = serve('allow 10.0.0.1;\ndeny all; location / { }', '/');
  expect(outcome).toMatchObject({ why: 'deny all: the client is 192.0.2.7' });
  expect(outcome.kind === 'response' ? lineOf(outcome.at) : 0).toBe(2);
});

test('a return comes before every rule', () => {
  expect(endOf(serve('deny all; return 302 x;', '/'))).toBe('302 x');
});
