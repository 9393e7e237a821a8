import { describe, expect, test } from 'vitest';
import type { SocketPath } from '../checks/configuration.ts';
import { Model } from '../nginx/model/index.ts';
import { load, objectFiles } from '../nginx/syntax/index.ts';
import { noFacts } from './configuration.fixture.ts';
import { findPaths } from './find-paths.ts';

/** What is judged of a server on port 80 with these lines. */
function pathsIn(lines: string): SocketPath[] {
  const text = `events {} http { server { listen 80; server_name a.test; ${lines} } }`;
  const files = objectFiles({ 'nginx.conf': Buffer.from(text) });
  const model = new Model(load('nginx.conf', { files }), { version: '1.26.3' });
  return findPaths(model, noFacts);
}

function urlsIn(lines: string): string[] {
  return pathsIn(lines).map(({ url }) => url);
}

const HEALTH = 'location = /healthz { return 200; }';
const BACKEND = 'location @ws { proxy_pass http://b; proxy_set_header Upgrade $http_upgrade; }';

describe('an exact location with a return', () => {
  test('is no path', () => {
    const proxied = 'location / { proxy_pass http://b; }';
    expect(urlsIn(`${HEALTH} ${proxied}`)).toEqual(['ws://a.test/']);
  });

  test.each([
    ['its error_page leads to a backend', `error_page 418 = @ws; ${BACKEND}`, 'return 418;'],
    ['something comes before it', BACKEND, 'try_files /x @ws; if ($arg_x) { return 200; }'],
  ])('is one where %s', (_, around, inside) => {
    expect(urlsIn(`${around} location = /healthz { ${inside} }`)).toEqual(['ws://a.test/healthz']);
  });

  test('leads where the server rewrites its path to', () => {
    const ws = 'location /a/ { proxy_pass http://b; proxy_set_header Upgrade $http_upgrade; }';
    const rewrite = 'rewrite ^/healthz$ /a/b last;';
    expect(urlsIn(`${rewrite} location = /healthz { return 200; } ${ws}`)).toEqual([
      'ws://a.test/healthz',
    ]);
  });
});

const UPGRADE =
  'proxy_pass http://b; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;';
const PUSH = "proxy_pass http://b; proxy_set_header Connection ''; proxy_buffering off;";
const SOCKET = `location /ws { ${UPGRADE} }`;

/** What is looked for at which URL, such as `named ws://a.test/chat/`. */
function lookedForIn(lines: string): string[] {
  return pathsIn(lines).map(({ intent, url }) => `${intent} ${url}`);
}

test('a location that is asked by auth_request is no socket, also where it takes the upgrade over', () => {
  const upgrade = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;';
  const asked = 'location /auth/ { auth_request off; proxy_pass http://c; }';
  const root = 'location / { proxy_pass http://b; }';
  expect(urlsIn(`${upgrade} auth_request /auth/me; ${root} ${asked}`)).toEqual(['ws://a.test/']);
  expect(urlsIn(`${upgrade} ${root} ${asked}`)).toEqual(['ws://a.test/', 'ws://a.test/auth/']);
  // Who answers everything answers sockets, too.
  expect(urlsIn(`${upgrade} auth_request /auth/me; ${root}`)).toEqual(['ws://a.test/']);
});

describe('a location for pushes', () => {
  test.each([
    ['its lines say so', `location /api/stream { ${PUSH} }`],
    ['its name leaves no doubt', 'location /chat/events { proxy_pass http://b; }'],
    ['its upstream does', 'location / { proxy_pass http://events; }'],
  ])('is no socket where %s', (_, location) => {
    const [path] = pathsIn(`${location} ${SOCKET}`);
    expect(path?.isPlain).toBe(true);
    expect(path?.url).toMatch(/^http:/);
    expect(path?.intent).toBe('possible');
  });

  test('is one where it is the only sign of one', () => {
    const bare = 'location /live/ { proxy_pass http://b; proxy_buffering off; }';
    expect(lookedForIn(bare)).toEqual(['named ws://a.test/live/']);
  });

  test('is one where another backend has the sockets, and none where the same has', () => {
    const chat = (backend: string): string => `location /chat/ { proxy_pass http://${backend}; }`;
    expect(lookedForIn(`${chat('c')} ${SOCKET}`)).toContain('named ws://a.test/chat/');
    expect(lookedForIn(`${chat('b')} ${SOCKET}`)).toContain('possible http://a.test/chat/');
  });

  test('is one where its name leaves no doubt of that', () => {
    const lines = `location /socket.io/ { ${PUSH} } ${SOCKET}`;
    expect(lookedForIn(lines)).toContain('named ws://a.test/socket.io/');
  });
});

test('the name of a backend says little of a location beside the one with the upgrade', () => {
  const root = 'location / { proxy_pass http://socketio_nodes; }';
  const io = `location /socket.io { ${UPGRADE.replace('//b', '//socketio_nodes')} }`;
  expect(lookedForIn(root)).toEqual(['named ws://a.test/']);
  expect(lookedForIn(`${root} ${io}`)).toEqual([
    'possible http://a.test/',
    'set-up ws://a.test/socket.io',
  ]);
});

describe('a location for sockets that nobody gets to', () => {
  const page = 'location / { root /srv; try_files $uri /index.html; }';
  const WS = ['set-up ws://a.test/ws/'];

  test.each([
    ['without its slash', `location ws/ { ${UPGRADE} }`],
    ['with a star', `location /ws/* { ${UPGRADE} }`],
    ['without the ~ of its expression', `location ^/ws/ { ${UPGRADE} }`],
    ['behind a rewrite', `rewrite ^/ws/ /index.html last; location /ws/ { ${UPGRADE} }`],
    ['behind an expression', `location ~ ^/(ws|css)/ { root /srv; } location /ws/ { ${UPGRADE} }`],
    ['without a proxy_pass', `location /ws/ { ${UPGRADE.replace(/proxy_pass [^;]*;/, '')} }`],
    ['behind a cookie', `if ($http_cookie = "") { return 404; } location /ws/ { ${UPGRADE} }`],
    ['behind a redirect', `rewrite ^/ws/(.*)$ /new/$1 permanent; location /ws/ { ${UPGRADE} }`],
  ])('is looked for: %s', (_, lines) => {
    expect(lookedForIn(`${lines} ${page}`)).toEqual(WS);
  });

  test('is looked for behind an expression that stands before its own', () => {
    const wide = `location ~ ^/(c|l)ool { proxy_pass http://b; }`;
    const own = (regex: string) => `location ~ ${regex} { ${UPGRADE} }`;
    const lost = 'set-up ws://a.test/cool/a/ws';
    expect(lookedForIn(`${wide} ${own('^/cool/(.*)/ws$')}`)).toEqual([lost]);
    expect(lookedForIn(`${own('^/cool/(.*)/ws$')} ${wide}`)).not.toContain(
      'set-up ws://a.test/cool',
    );
    // Another of its alternatives gets there.
    const found = lookedForIn(`${wide} ${own('^/(cool|live)/ws$')}`);
    expect(found).toContain('set-up ws://a.test/live/ws');
    expect(found).not.toContain('set-up ws://a.test/cool/ws');
  });

  test.each([
    ['by a slash that is added', 'rewrite ^([^.]*[^/])$ $1/ permanent;', '/ws'],
    ['by a slash that is taken', 'rewrite ^/(.*)/$ /$1 permanent;', '/socket.io/'],
  ])('is looked for at the path that clients ask for: %s', (_, rewrite, name) => {
    const lines = `${rewrite} location ${name} { ${UPGRADE} } ${page}`;
    expect(lookedForIn(lines)).toContain(`set-up ws://a.test${name}`);
  });

  test.each([
    ['an if may not hold', 'if ($time_iso8601 ~ ^2026) { return 404; }', UPGRADE],
    ['it moved to another site', 'rewrite ^/ws/(.*)$ https://b.test/$1 permanent;', UPGRADE],
    ['all are sent to https', 'return 301 https://$host$request_uri;', UPGRADE],
    ['an expression takes a part', 'location ~ ^/ws/$ { root /srv; }', UPGRADE],
    ['the upgrade is passed on elsewhere', `location ~ ^/w { ${UPGRADE} }`, UPGRADE],
    ['it is for internal requests', 'rewrite ^/ws/ /x last;', `${UPGRADE} internal;`],
    [
      'its upgrade is that of the whole server',
      'proxy_set_header Upgrade $http_upgrade; rewrite ^/ws/ /x last;',
      'proxy_pass http://b;',
    ],
  ])('is not missed where %s', (_, around, inside) => {
    expect(lookedForIn(`${around} location /ws/ { ${inside} } ${page}`)).not.toContain(WS[0]);
  });
});

describe('a location by a regular expression', () => {
  test.each([
    ['^/ws/[^/]+$', '/ws/a'],
    ['"^/[0-9a-f]{8}/ws$"', '/aaaaaaaa/ws'],
    ['^/(.*)/socket\\.io/(.*)$', '/a/socket.io/'],
    ['^/ws(?=/)', '/ws/'],
    ['^/live$|^/ws$', '/live'],
  ])('is judged by a path that it matches: %s', (regex, path) => {
    expect(lookedForIn(`location ~ ${regex} { ${UPGRADE} }`)).toContain(
      `set-up ws://a.test${path}`,
    );
  });

  test('is judged below the prefix that it is in', () => {
    const inner = `location ~ /ws$ { ${UPGRADE} }`;
    const lines = `location / { return 404; } location /app/ { root /srv; ${inner} }`;
    expect(lookedForIn(lines)).toEqual(['set-up ws://a.test/app/ws']);
  });
});

describe('a page at the bare name of a location', () => {
  test.each([
    ['by a rewrite', `location / { rewrite ^/$ /app/ redirect; ${UPGRADE} }`, '/x'],
    ['by an if', `location / { if ($uri = "/") { return 302 /ui/; } ${UPGRADE} }`, '/x'],
    ['by its text', `location / { if ($request_uri = "/") { return 200; } ${UPGRADE} }`, '/x'],
    ['by the server', `rewrite ^/$ /app/ redirect; location / { ${UPGRADE} }`, '/x'],
    ['without a slash', `location /app { rewrite ^/app$ /app/ permanent; ${UPGRADE} }`, '/app/x'],
    [
      'and at every name of one part',
      `location / { if ($request_uri ~ "^/[a-z]*$") { return 302 /ui/; } ${UPGRADE} }`,
      '/x/x',
    ],
    [
      'in an expression',
      `location ~ ^/(a|b)$ { if ($uri = /a) { return 302 /a/; } ${UPGRADE} }`,
      '/b',
    ],
  ])('leaves the sockets below it: %s', (_, lines, path) => {
    expect(lookedForIn(lines)).toEqual([`set-up ws://a.test${path}`]);
  });

  test.each([
    ['all are redirected', `location / { return 301 https://$host/; ${UPGRADE} }`, '/'],
    ['its name is a socket', `location /ws { rewrite ^/ws$ /ws/ permanent; ${UPGRADE} }`, '/ws'],
    [
      'its name is the endpoint of a library',
      `location /socket.io/ { rewrite ^/(.*)/$ /$1 permanent; ${UPGRADE} }`,
      '/socket.io/',
    ],
  ])('is what becomes of the socket where %s', (_, lines, path) => {
    expect(lookedForIn(lines)).toEqual([`set-up ws://a.test${path}`]);
  });
});

describe('a named location for what is no file', () => {
  const APP = `root /srv; location @app { ${UPGRADE} }`;

  test.each([
    ['by a line of the location', 'location / { error_page 404 = @app; }', '/x'],
    ['by one of several', 'location / { error_page 404 405 502 = @app; }', '/x'],
    ['by a line of the server', 'error_page 404 = @app; location / { index index.html; }', '/x'],
    ['without a location', 'error_page 404 = @app;', '/x'],
    ['below a prefix', 'error_page 404 = @app; location /live { expires 1h; }', '/live'],
  ])('takes handshakes: %s', (_, lines, path) => {
    expect(lookedForIn(`${lines} ${APP}`)[0]).toBe(`set-up ws://a.test${path}`);
  });

  test.each([
    ['another status leads there', 'location / { error_page 502 = @app; }'],
    ['the page is a file', 'location / { error_page 404 /404.html; }'],
    ['all answers are its own', 'error_page 502 = @app; location / { return 404; }'],
  ])('takes none where %s', (_, lines) => {
    expect(lookedForIn(`${lines} ${APP}`)).toEqual([]);
  });
});

test('a server that listens on a unix socket alone is asked there', () => {
  const text = `events {} http { server { listen unix:/run/a.sock; location / { ${UPGRADE} } } }`;
  const files = objectFiles({ 'nginx.conf': Buffer.from(text) });
  const model = new Model(load('nginx.conf', { files }), { version: '1.26.3' });
  const paths = findPaths(model, noFacts);
  expect(paths.map(({ intent, handshake }) => [intent, handshake.passing !== undefined])).toEqual([
    ['set-up', true],
  ]);
});

test.each([
  ['~^(?<sub>[a-z]+)\\.example\\.com$', 'a.example.com'],
  ['~^(app|live)\\.example\\.com$', 'app.example.com'],
  ['~^app\\.', 'app.example'],
  ['~app', 'app'],
  ['~^(www\\.)?example\\.(com|org)$', 'example.com'],
])('a server that goes by %s is asked by a name that it matches', (name, host) => {
  const other = 'server { listen 80 default_server; return 444; }';
  const own = `server { listen 80; server_name ${name}; location /ws { ${UPGRADE} } }`;
  const files = objectFiles({ 'nginx.conf': Buffer.from(`events {} http { ${other} ${own} }`) });
  const model = new Model(load('nginx.conf', { files }), { version: '1.26.3' });
  expect(findPaths(model, noFacts).map(({ url }) => url)).toEqual([`ws://${host}/ws`]);
});

test('a server that listens on IPv6 alone is met there', () => {
  const text = `events {} http {
    server { listen 80; server_name b.test; return 404; }
    server { listen [::]:80; server_name a.test; ${SOCKET} } }`;
  const files = objectFiles({ 'nginx.conf': Buffer.from(text) });
  const model = new Model(load('nginx.conf', { files }), { version: '1.26.3' });
  expect(findPaths(model, noFacts).map(({ url }) => url)).toEqual(['ws://a.test/ws']);
});
