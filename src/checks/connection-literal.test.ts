import { describe, expect, test } from 'vitest';
import { connectionLiteral } from './connection-literal.ts';
import { fixed } from './found.fixture.ts';
import { foundAt, map, messages, site, upgrade } from './one-server.fixture.ts';

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

  test('a named one is the one that leads there', () => {
    const text = (entry: string): string =>
      site(`location @app { ${literal} }\nlocation ${entry} { try_files /dev/null @app; }`);
    expect(foundAt(connectionLiteral, text('/'))).toEqual(['3 advice']);
    expect(foundAt(connectionLiteral, text('/ws'))).toEqual([]);
  });

  test('the line of the template for Kestrel makes it a warning', () => {
    const lines = 'proxy_cache_bypass $http_upgrade;';
    expect(foundAt(connectionLiteral, at('/', lines))).toEqual(['3 warning']);
    expect(foundAt(connectionLiteral, at('/ws/', lines))).toEqual([]);
    expect(foundAt(connectionLiteral, at('/socket.io/', lines))).toEqual(['3 advice']);
    const urls = ['ws://a.test/_blazor?id=1'];
    expect(foundAt(connectionLiteral, at('/'), { urls })).toEqual(['3 warning']);
    const bodies = 'client_max_body_size 0; proxy_request_buffering off; limit_except GET { }';
    expect(foundAt(connectionLiteral, at('/', bodies))).toEqual(['3 advice']);
    expect(foundAt(connectionLiteral, at('/', 'proxy_no_cache $cookie_a;'))).toEqual(['3 advice']);
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

describe('Upgrade as a literal, too', () => {
  const both = literal.replace('$http_upgrade', 'websocket');
  const text = (pattern: string): string => site(`location ${pattern} { ${both} }`);

  test.each([
    ['/', ['3 warning']],
    ['/app/', ['3 warning']],
    ['/socket.io/', ['3 warning']],
    ['~ /api/kernels/', ['3 advice']],
    ['/ws', []],
    ['= /', []],
  ])('makes a handshake of every plain request of %s', (pattern, expected) => {
    expect(foundAt(connectionLiteral, text(pattern))).toEqual(expected);
  });

  test('that is a slip is told of by header-value', () => {
    const slip = site(`location / { ${literal.replace('$http_upgrade', 'http_upgrade')} }`);
    expect(foundAt(connectionLiteral, slip)).toEqual([]);
  });

  test('makes one of a plain request that is asked for', () => {
    const urls = ['http://a.example/api/kernels/'];
    expect(foundAt(connectionLiteral, text('~ /api/kernels/'), { urls })).toEqual(['3 warning']);
  });

  test('is told, and mended along with Connection', () => {
    const [said] = messages(connectionLiteral, text('/'));
    expect(said).toContain('"Upgrade: websocket"');
    expect(said).not.toContain('no Upgrade');
    const after = fixed(connectionLiteral, text('/'));
    expect(after).toContain('Upgrade $http_upgrade;');
    expect(after).toContain('Connection "$connection_upgrade";');
    expect(foundAt(connectionLiteral, after)).toEqual([]);
  });
});

describe('a map that yields upgrade for no upgrade', () => {
  test.each([
    ['has no entry for it', 'default upgrade;', '3 warning', "default upgrade;\n '' '';"],
    ['has one', "default upgrade;\n'' upgrade;", '4 warning', "'' '';"],
    ['in other quotes', 'websocket upgrade;\n"" Upgrade;', '4 warning', '"" "";'],
  ])('%s', (_, lines, place, cured) => {
    const text = site(
      `location / { ${upgrade} }`,
      `\nmap $http_upgrade $connection_upgrade {\n ${lines}\n}`,
    );
    expect(foundAt(connectionLiteral, text)).toEqual([place]);
    const after = fixed(connectionLiteral, text);
    expect(after).toContain(cured);
    expect(foundAt(connectionLiteral, after)).toEqual([]);
  });

  test('is one where it goes by what is asked for, and that may be sockets', () => {
    const text = site(
      `location / { ${upgrade} }`,
      '\nmap $request_method $connection_upgrade {\n GET upgrade;\n}',
    );
    expect(foundAt(connectionLiteral, text)).toEqual(['3 advice']);
  });

  test('is none where only sockets come, or where nginx does not ask an expression', () => {
    const lax = '\nmap $http_upgrade $connection_upgrade {\n default upgrade;\n}';
    expect(foundAt(connectionLiteral, site(`location /ws { ${upgrade} }`, lax))).toEqual([]);
    const expression = lax.replace('default', '~^');
    expect(foundAt(connectionLiteral, site(`location / { ${upgrade} }`, expression))).toEqual([]);
  });
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
  expect(foundAt(connectionLiteral, text)).toEqual(['3 warning']);
  const after = fixed(connectionLiteral, text);
  expect(after).toContain('map $http_upgrade $connection_upgrade');
  expect(foundAt(connectionLiteral, after)).toEqual([]);
  const told = text.replace("'' close;", "'' close; keep-alive '';");
  expect(foundAt(connectionLiteral, told)).toEqual([]);
  const bare = text.replace(" '' close;", '');
  expect(foundAt(connectionLiteral, fixed(connectionLiteral, bare))).toEqual([]);
});

test('a URL of http is the plain request that suffers', () => {
  const urls = ['http://a.example/login'];
  expect(foundAt(connectionLiteral, at('/'), { urls })).toEqual(['3 advice']);
  expect(foundAt(connectionLiteral, site(`location / { ${upgrade} }`), { urls })).toEqual([]);
});
