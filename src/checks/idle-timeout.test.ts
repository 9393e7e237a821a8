import { describe, expect, test } from 'vitest';
import { fixed } from './found.fixture.ts';
import { idleTimeout } from './idle-timeout.ts';
import { foundAt, map, messages, site, upgrade } from './one-server.fixture.ts';

const text = (lines: string, around = ''): string =>
  site(`location /ws/ { ${upgrade}\n${lines}\n}\n${around}`, map);

describe('without a heartbeat that is known', () => {
  test.each([
    ['the default, at the location', '', '3 advice'],
    ['a minute, at its line', 'proxy_read_timeout 60s;', '4 advice'],
    ['two usual heartbeats do not fit', 'proxy_read_timeout 59s;', '4 warning'],
    ['hardly any heartbeat is sent so often', 'proxy_read_timeout 9s;', '4 error'],
  ])('%s', (_, lines, expected) => {
    expect(foundAt(idleTimeout, text(lines))).toEqual([expected]);
  });

  test('an hour is long enough', () => {
    expect(foundAt(idleTimeout, text('proxy_read_timeout 3600;'))).toEqual([]);
    expect(foundAt(idleTimeout, text("proxy_read_timeout '0h 59m 60s';"))).toEqual([]);
  });
});

describe('with a heartbeat', () => {
  const facts = { heartbeatMs: 25_000 };

  test.each([
    ['', []],
    ['proxy_read_timeout 32s;', []],
    ['proxy_read_timeout 30s;', ['4 warning']],
    ['proxy_read_timeout 25s;', ['4 error']],
    ['proxy_read_timeout 5s;', ['4 error']],
    ['proxy_send_timeout 1s; proxy_connect_timeout 1s;', []],
  ])('of 25 s: %s', (lines, expected) => {
    expect(foundAt(idleTimeout, text(lines), { facts })).toEqual(expected);
  });

  test('longer than the default', () => {
    const slow = { facts: { heartbeatMs: 90_000 } };
    expect(foundAt(idleTimeout, text(''), slow)).toEqual(['3 error']);
    expect(fixed(idleTimeout, text(''), slow)).toContain('proxy_read_timeout 270s;');
  });
});

test('a heartbeat that is declared to be none', () => {
  const none = { facts: { heartbeatMs: Number.POSITIVE_INFINITY } };
  expect(foundAt(idleTimeout, text('proxy_read_timeout 10m;'), none)).toEqual(['4 error']);
  expect(foundAt(idleTimeout, text('proxy_read_timeout 1h;'), none)).toEqual([]);
  expect(fixed(idleTimeout, text(''), none)).toContain('proxy_read_timeout 1h;');
});

describe('another timeout was raised instead', () => {
  test.each([
    ['proxy_connect_timeout 1d;'],
    ['proxy_send_timeout 300s;'],
    ['send_timeout 2h;'],
    ['keepalive_timeout 1d;'],
    ['fastcgi_read_timeout 300;'],
  ])('%s', (line) => {
    expect(foundAt(idleTimeout, text(line))).toEqual(['4 warning']);
    const [name = ''] = line.split(' ');
    expect(messages(idleTimeout, text(line))[0]).toContain(`${name} `);
    expect(fixed(idleTimeout, text(line))).toContain('proxy_read_timeout 1h;');
  });

  test.each([
    'proxy_connect_timeout 300;',
    'proxy_send_timeout 60s;',
    'keepalive_timeout 620s;',
    'client_body_timeout 10m;',
  ])('%s is what it is for', (line) => {
    expect(foundAt(idleTimeout, text(line))).toEqual(['3 advice']);
  });

  test('fastcgi_read_timeout of the server is for other locations, where there are such', () => {
    const line = 'fastcgi_read_timeout 1d;';
    const php = 'location /php/ { fastcgi_pass 127.0.0.1:9000; }';
    expect(foundAt(idleTimeout, text('', `${line} ${php}`))).toEqual(['3 advice']);
    expect(foundAt(idleTimeout, text('', line))).toEqual(['6 warning']);
  });

  test('keepalive_timeout of the server is for calls of gRPC, where there are such', () => {
    const line = 'keepalive_timeout 52w;';
    const calls = 'location /call/ { grpc_pass grpc://127.0.0.1:9000; }';
    expect(foundAt(idleTimeout, text('', `${line} ${calls}`))).toEqual(['3 advice']);
  });
});

test('what stands in another location does not matter', () => {
  const around = `location / { proxy_pass http://127.0.0.1:8080; proxy_read_timeout 1h; }`;
  expect(foundAt(idleTimeout, text('', around))).toEqual(['3 advice']);
});

test('an outer line that is too short stays, and the location gets its own', () => {
  const outer = text('', 'proxy_read_timeout 20s;');
  expect(foundAt(idleTimeout, outer)).toEqual(['6 warning']);
  const after = fixed(idleTimeout, outer);
  expect(after).toContain('proxy_read_timeout 20s;');
  expect(foundAt(idleTimeout, after)).toEqual([]);
});

test('no tunnel comes of a handshake whose upgrade is lost, so its timeout does not matter', () => {
  const lost = 'location /ws/ { proxy_pass http://127.0.0.1:8080; proxy_read_timeout 1s; }';
  expect(foundAt(idleTimeout, site(lost))).toEqual([]);
});

describe('raised in a location that the request only comes through', () => {
  const site = (around: string, inside: string): string => `events {}
http { server { listen 80; server_name a.test; ${around}
${inside}
location @app {
proxy_pass http://127.0.0.1:8080; proxy_http_version 1.1;
proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; } } }`;
  const urls = ['ws://a.test/cable'];

  test('the location in charge does not take it over', () => {
    const left = site('', 'location / { proxy_read_timeout 1d; try_files $uri @app; }');
    expect(foundAt(idleTimeout, left, { urls })).toEqual(['4 warning']);
    expect(messages(idleTimeout, left, { urls })[0]).toContain(
      'proxy_read_timeout 1d of location / has no effect',
    );
  });

  test.each([
    ['of the server', 'proxy_read_timeout 1d;', 'location / { try_files $uri @app; }', []],
    ['shorter', '', 'location / { proxy_read_timeout 30s; try_files $uri @app; }', ['4 advice']],
    [
      'of another location',
      '',
      'location / { try_files $uri @app; } location /x/ { proxy_read_timeout 1d; }',
      ['4 advice'],
    ],
  ])('%s', (_, around, inside, expected) => {
    expect(foundAt(idleTimeout, site(around, inside), { urls })).toEqual(expected);
  });
});

test('keepalive_timeout of the upstream was raised', () => {
  const group = (time: string): string =>
    `${map}\nupstream b { server 127.0.0.1:8080; keepalive 8;\nkeepalive_timeout ${time};\n}`;
  const to = (time: string): string =>
    site(`location /ws/ { ${upgrade.replace('127.0.0.1:8080', 'b')} }`, group(time));
  expect(foundAt(idleTimeout, to('1h'))).toEqual(['3 warning']);
  expect(foundAt(idleTimeout, to('60s'))).toEqual(['6 advice']);
});

test('no time at all is no tunnel', () => {
  expect(foundAt(idleTimeout, text('proxy_read_timeout 0;'))).toEqual(['4 error']);
  expect(messages(idleTimeout, text('proxy_read_timeout 0;'))[0]).toContain('504 at once');
});
