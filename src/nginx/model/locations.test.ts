import { describe, expect, test } from 'vitest';
import { Locations } from './locations.ts';
import { inServer, modelOf } from './trace.fixture.ts';

function table(lines: string): Locations {
  const server = modelOf(inServer(lines)).http?.blocks('server')[0];
  if (server === undefined) throw new Error('There is no server.');
  return Locations.of(server);
}

test('modifiers may be glued to the name, and patterns are told as written', () => {
  const { exact, regexes, named } = table(
    'location =/a { } location = /b { } location ~*\\.php$ { } location ~ ^/c { } location @d { }',
  );
  expect([...exact.keys()]).toEqual(['/a', '/b']);
  expect(exact.get('/a')).toMatchObject({ kind: 'exact', pattern: '= /a' });
  expect(regexes).toMatchObject([
    { pattern: '~* \\.php$', name: '\\.php$', caseless: true },
    { pattern: '~ ^/c', name: '^/c', caseless: false },
  ]);
  expect(named.get('@d')).toMatchObject({ kind: 'named', pattern: '@d' });
});

test('the longest prefix wins, in whatever order they stand', () => {
  const locations = table(
    'location / { } location ^~ /ws/chat { } location /ws { } location "" { }',
  );
  const longest = (uri: string) => locations.longestPrefix(uri)?.pattern;
  expect(['/ws/chat/a', '/ws/a', '/w', 'x'].map(longest)).toEqual(['^~ /ws/chat', '/ws', '/', '']);
  expect(table('location /a { }').longestPrefix('/')).toBeUndefined();
});

test('a location is found by its block', () => {
  const locations = table('location /a { } location = /a { } location ~ a { }');
  for (const location of locations.all) expect(locations.at(location.placed)).toBe(location);
  const [elsewhere] = table('location /a { }').all;
  expect(elsewhere && locations.at(elsewhere.placed)).toBeUndefined();
});

test('a table is made once for a level', () => {
  const level = modelOf(inServer('location / { }')).http?.blocks('server')[0];
  if (level === undefined) throw new Error('There is no server.');
  expect(Locations.of(level)).toBe(Locations.of(level));
});

describe('who redirects to the slash', () => {
  test.each([
    ['location /a/ { proxy_pass http://b; }', '/a/'],
    ['location ^~ /a/ { fastcgi_pass b; }', '^~ /a/'],
    ['location = /a/ { grpc_pass b; }', '= /a/'],
    ['location = /a/ { } location /a/ { proxy_pass http://b; }', '= /a/'],
    ['location /a/ { root b; }', undefined],
    ['location /a/ { if ($x) { proxy_pass http://b; } }', undefined],
    ['location ~ ^/a/ { proxy_pass http://b; }', undefined],
  ])('%s: %s', (lines, expected) => {
    expect(table(lines).redirectingTo('/a')?.pattern).toBe(expected);
  });
});
