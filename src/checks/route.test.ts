import { describe, expect, test } from 'vitest';
import { findingsOf, inServer, mended, placesOf, UPGRADE } from './judged.fixture.ts';
import { route } from './route.ts';
import { upgradeHeaders } from './upgrade-headers.ts';

const PASS = 'proxy_pass http://127.0.0.1:8080;';
const SOCKET = `location /ws/ { ${PASS} ${UPGRADE} }`;

function asked(lines: string, path: string) {
  return findingsOf(route, inServer(lines), { urls: [`ws://a.example${path}`] });
}

describe('an expression that goes before the location of sockets', () => {
  const shadow = `${SOCKET}\nlocation ~ ^/ws/.+ { ${PASS} }`;

  test('is named, with the location that it shadows', () => {
    const [finding, ...others] = findingsOf(route, inServer(shadow));
    expect(finding).toMatchObject({ severity: 'error', line: 8, related: [{ line: 7 }] });
    expect(others).toEqual([]);
    expect(findingsOf(upgradeHeaders, inServer(shadow))).toEqual([]);
    const { 'nginx.conf': after = '' } = mended(route, inServer(shadow));
    expect(after).toContain('location ^~ /ws/ {');
    expect(findingsOf(route, after)).toEqual([]);
  });

  test.each([
    ['passes the upgrade on itself', `${SOCKET}\nlocation ~ ^/ws/v2/ { ${PASS} ${UPGRADE} }`],
    ['is kept out by ^~', `${SOCKET.replace('/ws/', '^~ /ws/')}\nlocation ~ ^/ws/.+ { ${PASS} }`],
    ['is for pictures', `${SOCKET}\nlocation ~* \\.(?:png|css)$ { root /srv; }`],
  ])('is fine where it %s', (_, lines) => {
    expect(placesOf(findingsOf(route, inServer(lines)))).toEqual([]);
  });
});

describe('a URL', () => {
  test.each([
    ['a page for every path', `${SOCKET}\nlocation / { root /srv; try_files $uri /index.html; }`],
    ['an answer of nginx itself', `${SOCKET}\nlocation / { return 404; }`],
    ['a body', `${SOCKET}\nlocation / { return 200 ok; }`],
  ])('that gets %s is reported at the location that serves it', (_, lines) => {
    expect(placesOf(asked(lines, '/chat'))).toEqual(['error 8']);
  });

  test.each([
    ['is proxied', SOCKET, '/ws/'],
    ['is proxied without an upgrade, which is not the route’s', `location / { ${PASS} }`, '/chat'],
    [
      'is refused to those without a login',
      `location / { auth_basic x; auth_basic_user_file f; ${PASS} }`,
      '/',
    ],
    ['is redirected', 'location / { return 301 https://$host$request_uri; }', '/'],
  ])('that %s is not', (_, lines, path) => {
    expect(placesOf(asked(lines, path))).toEqual([]);
  });

  test('for which no location is named gets the server', () => {
    expect(placesOf(asked(SOCKET, '/chat'))).toEqual(['error 4']);
  });

  test('to which nothing listens is told so', () => {
    const [finding] = findingsOf(route, inServer(SOCKET), { urls: ['ws://a.example:81/ws/'] });
    expect(finding?.message).toContain('port 81');
  });

  test('may be meant for a location whose name is too narrow', () => {
    const lines = `location /live/ { ${PASS} ${UPGRADE} }\nlocation / { ${PASS} }`;
    const [finding] = asked(lines, '/tail');
    expect(finding).toMatchObject({ line: 7, related: [{ line: 8 }], fix: { safe: true } });
  });

  test('is not meant for one of another backend', () => {
    const lines = `location /live/ { proxy_pass http://127.0.0.1:9; ${UPGRADE} }\nlocation / { ${PASS} }`;
    expect(placesOf(asked(lines, '/tail'))).toEqual([]);
  });

  test('may be meant for a server of the same name on another port', () => {
    const text = inServer(
      `location / { ${PASS} }\n}\nserver {\nlisten 81;\nserver_name a.example;\n${SOCKET}`,
    );
    const [finding] = findingsOf(route, text, { urls: ['ws://a.example/ws/'] });
    expect(finding).toMatchObject({ line: 7, related: [{ line: 12 }] });
  });

  test('of a name that no server has may be meant for one beside the default', () => {
    const text = inServer(
      `location / { ${PASS} }\n}\nserver {\nlisten 80;\nserver_name b.example;\n${SOCKET}`,
    );
    const [finding] = findingsOf(route, text, { urls: ['ws://c.example/ws/'] });
    expect(finding).toMatchObject({ line: 7, related: [{ line: 12 }] });
    expect(placesOf(findingsOf(route, text, { urls: ['ws://b.example/ws/'] }))).toEqual([]);
  });

  test('may be meant for a location that was left behind a redirect', () => {
    const text = inServer(
      `root /srv;\n}\nserver {\nlisten 81;\nserver_name a.example;\nreturn 301 http://$host$request_uri;\n${SOCKET}`,
    );
    const [finding] = findingsOf(route, text, { urls: ['ws://a.example/ws/'] });
    expect(finding).toMatchObject({ line: 4, related: [{ line: 13 }] });
    expect(finding?.message).toContain('of another server');
  });

  test('with TLS to a port without is reported at the listen', () => {
    const urls = ['wss://a.example:80/ws/'];
    expect(placesOf(findingsOf(route, inServer(SOCKET), { urls }))).toEqual(['error 5']);
  });

  test('of an unknown file is left open', () => {
    const lines = 'location / { content_by_lua_block { ngx.say(1) } }';
    expect(placesOf(asked(lines, '/ws/'))).toEqual([]);
  });
});

describe('try_files before proxy_pass', () => {
  const lines = `location /ws/ {\n${PASS} ${UPGRADE}\ntry_files $uri =404;\n}`;

  test('is taken out', () => {
    expect(placesOf(findingsOf(route, inServer(lines)))).toEqual(['error 9']);
    expect(mended(route, inServer(lines))['nginx.conf']).not.toContain('try_files');
  });

  test('may lead to the location that proxies', () => {
    const named = `location /ws/ { try_files /nothing @ws; }\nlocation @ws { ${PASS} ${UPGRADE} }`;
    expect(placesOf(findingsOf(route, inServer(named)))).toEqual([]);
  });
});

test('a new location for a path is a guess', () => {
  const lines =
    'location /api/ { proxy_pass http://127.0.0.1:8080/v1/; }\nlocation / { root /srv; }';
  const options = { urls: ['ws://a.example/ws/7'] };
  const [finding] = findingsOf(route, inServer(lines), options);
  expect(finding?.fix).toEqual({ title: 'Proxy /ws/ to http://127.0.0.1:8080', safe: false });
  mended(route, inServer(lines), options);
});

test('a location for files that nobody may see takes the path of a socket', () => {
  const lines = `location ~* \\.(log|gz)$ { deny all; }\nlocation /api/ { ${PASS} ${UPGRADE} }`;
  const urls = ['ws://a.example/api/sync/a.gz'];
  const [finding] = findingsOf(route, inServer(lines), { urls });
  expect(finding).toMatchObject({ line: 7, severity: 'error' });
  expect(finding?.message).toContain('location /api/');
});

describe('http2 on a listen without ssl', () => {
  const text = inServer(`location /ws/ { ${PASS} ${UPGRADE} }`).replace(
    'listen 80;',
    'listen 80 http2;',
  );

  test.each([[undefined], [['ws://a.example/ws/']]])(
    'takes no handshake before 1.25.1: %j',
    (urls) => {
      const asked = urls === undefined ? {} : { urls };
      const options = { version: '1.22.1', ...asked };
      expect(placesOf(findingsOf(route, text, options))).toEqual(['error 5']);
      expect(mended(route, text, options)['nginx.conf']).toContain('listen 80;');
      expect(findingsOf(route, text, { version: '1.26.3', ...asked })).toEqual([]);
    },
  );

  test('is how gRPC is spoken', () => {
    const grpc = text.replace(/location .*/, 'location / { grpc_pass grpc://127.0.0.1:1; }');
    expect(findingsOf(route, grpc, { version: '1.22.1' })).toEqual([]);
  });
});
