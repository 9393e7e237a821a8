import { describe, expect, test } from 'vitest';
import { endOf, serve } from '../trace.fixture.ts';

const PAGE = 'location / { proxy_pass http://b; }';
const BASIC = 'auth_basic realm; auth_basic_user_file users;';
const AUTHORIZED = ['Authorization: Basic dTpw'];

function end(lines: string, headers: readonly string[] = []): string {
  return endOf(serve(`${lines} ${PAGE}`, '/', { headers })).split(' ')[0] ?? '';
}

test.each([
  ['', 'proxy'],
  ['deny all;', '403'],
  ['allow 192.0.2.0/24; deny all;', 'proxy'],
  [BASIC, '401'],
  [`deny all; ${BASIC}`, '403'],
  [`satisfy any; deny all; ${BASIC}`, '401'],
  [`satisfy any; allow all; ${BASIC}`, 'proxy'],
  [`satisfy any; deny all;`, '403'],
  [`${BASIC.replace('realm', 'off')}`, 'proxy'],
  ['auth_basic realm;', 'proxy'],
])('%s: %s', (lines, expected) => {
  expect(end(lines)).toBe(expected);
});

describe('what cannot be known lets the request pass, with a doubt', () => {
  test('passwords', () => {
    const traced = serve(`${BASIC} ${PAGE}`, '/', { headers: AUTHORIZED });
    expect(traced.outcome.kind).toBe('proxy');
    expect(traced.unknowns).toMatchObject([{ what: 'auth_basic' }]);
    expect(end(`deny all; ${BASIC}`, AUTHORIZED)).toBe('403');
    expect(end(`satisfy any; deny all; ${BASIC}`, AUTHORIZED)).toBe('proxy');
  });

  test('Lua', () => {
    const traced = serve(`access_by_lua_file a.lua; ${PAGE}`, '/');
    expect(traced.unknowns).toMatchObject([{ what: 'access_by_lua_file' }]);
  });
});
