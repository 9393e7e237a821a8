import { describe, expect, test } from 'vitest';
import { connectionLiteral } from './connection-literal.ts';
import { fixed } from './found.fixture.ts';
import { foundAt, map, site, upgrade } from './one-server.fixture.ts';

const literal = upgrade.replace('$connection_upgrade', '"upgrade"');
const at = (pattern: string, lines = ''): string =>
  site(`location ${pattern} { ${literal}\n${lines}\n}`);

describe('which locations plain requests come through, too', () => {
  test.each([
    ['/', ['3 advice']],
    ['/app/', ['3 advice']],
    ['~ ^/', ['3 advice']],
    ['/socket.io', ['3 advice']],
    ['/ws', []],
    ['/chat/', []],
    ['/updates', []],
    ['= /events', []],
    ['~ ^/api/websocket', []],
  ])('%s', (pattern, expected) => {
    expect(foundAt(connectionLiteral, at(pattern))).toEqual(expected);
  });

  test('lines that only plain requests need make it a warning', () => {
    const lines = 'proxy_cache_bypass $http_upgrade;';
    expect(foundAt(connectionLiteral, at('/', lines))).toEqual(['3 warning']);
    expect(foundAt(connectionLiteral, at('/ws/', lines))).toEqual([]);
    expect(foundAt(connectionLiteral, at('/socket.io/', lines))).toEqual(['3 advice']);
  });

  test('a location that is only reached with Upgrade', () => {
    const text = site(`location / { error_page 418 = @socket;
      if ($http_upgrade = "websocket") { return 418; } root html; }
      location @socket { ${literal} }`);
    expect(foundAt(connectionLiteral, text)).toEqual([]);
  });
});

test('a map chooses', () => {
  expect(foundAt(connectionLiteral, site(`location / { ${upgrade} }`, map))).toEqual([]);
  const passed = upgrade.replace('$connection_upgrade', '$http_connection');
  expect(foundAt(connectionLiteral, site(`location / { ${passed} }`))).toEqual([]);
});

test('a map without an entry for no upgrade yields its default', () => {
  const text = site(
    `location / { ${upgrade} }`,
    '\nmap $http_upgrade $connection_upgrade {\n default upgrade;\n}',
  );
  expect(foundAt(connectionLiteral, text)).toEqual(['3 advice']);
  const after = fixed(connectionLiteral, text);
  expect(after).toContain("default upgrade;\n '' '';");
  expect(foundAt(connectionLiteral, after)).toEqual([]);
});

test('the fix adds a map once, or takes the one that is there', () => {
  const after = fixed(connectionLiteral, at('/'));
  expect(after).toContain('map $http_upgrade $connection_upgrade {');
  expect(foundAt(connectionLiteral, after)).toEqual([]);
  const named = site(`location / { ${literal} }`, map.replace('$connection_upgrade', '$conn'));
  const renamed = fixed(connectionLiteral, named);
  expect(renamed).toContain('Connection "$conn";');
  expect(foundAt(connectionLiteral, renamed)).toEqual([]);
});

test('a map on Connection says upgrade of the keep-alive of browsers', () => {
  const text = site(
    `location / { ${upgrade} }`,
    "\nmap $http_connection $connection_upgrade {\n default upgrade;\n '' close; }",
  );
  expect(foundAt(connectionLiteral, text)).toEqual(['3 advice']);
  const after = fixed(connectionLiteral, text);
  expect(after).toContain('map $http_upgrade $connection_upgrade');
  expect(foundAt(connectionLiteral, after)).toEqual([]);
  const told = text.replace("'' close;", "'' close; keep-alive '';");
  expect(foundAt(connectionLiteral, told)).toEqual([]);
});

test('a URL of http is the plain request that suffers', () => {
  const urls = ['http://a.example/login'];
  expect(foundAt(connectionLiteral, at('/'), { urls })).toEqual(['3 advice']);
  expect(foundAt(connectionLiteral, site(`location / { ${upgrade} }`), { urls })).toEqual([]);
});
