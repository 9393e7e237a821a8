import { describe, expect, test } from 'vitest';
import { findingsOf, inServer, mended, placesOf, UPGRADE } from './judged.fixture.ts';
import { passModule } from './pass-module.ts';
import { route } from './route.ts';
import { upgradeHeaders } from './upgrade-headers.ts';

const PASS = 'proxy_pass http://127.0.0.1:8080;';
const SOCKET = `location /ws/ { ${PASS} ${UPGRADE} }`;
const PAGES = 'location / { root /srv; try_files $uri /index.html; }';

function asked(lines: string, path: string, check = route) {
  return findingsOf(check, inServer(lines), { urls: [`ws://a.example${path}`] });
}

describe('a line of the server itself that goes before every location', () => {
  test.each([
    ['rewrites the path', `rewrite ^/(?:ws|app)/ /index.html last;\n${SOCKET}\n${PAGES}`],
    ['answers', `return 404;\n${SOCKET}`],
  ])('and %s is named', (_, lines) => {
    const [finding, ...others] = asked(lines, '/ws/chat');
    expect(finding).toMatchObject({ severity: 'error', line: 7, fix: null });
    expect(finding?.related).toContainEqual({
      file: 'nginx.conf',
      line: 8,
      message: 'the location that is not reached',
    });
    expect(others).toEqual([]);
  });

  const php = `if (!-e $request_filename) {\nrewrite ^(.*)$ /index.php?s=$1 last;\n}\n${SOCKET}\nlocation ~ \\.php$ { fastcgi_pass 127.0.0.1:9000; }`;

  test('and hands what is no file to PHP is the route’s, not the protocol’s', () => {
    expect(placesOf(asked(php, '/ws/'))).toEqual(['error 8']);
    expect(placesOf(asked(php, '/ws/', passModule))).toEqual([]);
  });

  test.each([
    ['spares the socket', `rewrite ^/app/ /index.html last;\n${SOCKET}\n${PAGES}`],
    ['leads a path of nobody on', `rewrite ^/x/ /api/ last;\nlocation / { ${PASS} ${UPGRADE} }`],
    ['leads to the socket', `rewrite ^/old/(.*) /ws/$1 last;\n${SOCKET}`],
    ['redirects, which is another check’s', `rewrite ^ https://b.example/ permanent;\n${SOCKET}`],
  ])('is fine where it %s', (_, lines) => {
    expect(placesOf(asked(lines, lines.includes('/old/') ? '/old/x' : '/ws/'))).toEqual([]);
  });
});

describe('a rewrite with break', () => {
  const lines = (flag: string, inside: string, target = '/live$uri') => `location /live/ {
${inside} ${PASS} ${UPGRADE}
}
location / {
if ($http_upgrade) { rewrite ^ ${target} ${flag}; }
${PASS}
}`;

  test('keeps a handshake from the internal location that is for it', () => {
    const text = inServer(lines('break', 'internal;'));
    const options = { urls: ['ws://a.example/chat'] };
    expect(placesOf(findingsOf(route, text, options))).toEqual(['error 11']);
    const after = mended(route, text, options)['nginx.conf'] ?? '';
    expect(after).toContain('/live$uri last;');
    expect(findingsOf(route, after, options)).toEqual([]);
    expect(findingsOf(upgradeHeaders, text, options)).toEqual([]);
  });

  test.each([
    ['clients may ask for it, too', lines('break', '')],
    ['it leads elsewhere', lines('break', 'internal;', '/other$uri')],
    ['it says last', lines('last', 'internal;')],
  ])('is not to blame where %s', (_, text) => {
    expect(placesOf(asked(text, '/chat'))).not.toContain('error 11');
  });
});

describe('a name that does not match as it was meant', () => {
  const exact = (path: string) => `location = ${path} {\n${PASS}\n${UPGRADE}\n}`;

  test('Socket.IO asks below an exact name, which nobody has to say', () => {
    const pages = `location / { ${PASS} }`;
    expect(placesOf(findingsOf(route, inServer(`${exact('/socket.io')}\n${pages}`)))).toEqual([
      'error 7',
    ]);
    for (const lines of [
      `${exact('/ws')}\n${pages}`,
      `${exact('/socket.io')}\nlocation /socket.io/ { ${PASS} ${UPGRADE} }\n${pages}`,
    ]) {
      expect(placesOf(findingsOf(route, inServer(lines)))).toEqual([]);
    }
  });

  test('what has a location below an exact name was not meant for that', () => {
    const below = `location /ws/ { ${PASS} }`;
    expect(placesOf(asked(`${exact('/ws')}\n${below}`, '/ws/chat'))).toEqual([]);
  });

  test.each([
    ['a path has no slash at its start', 'ws/', '/ws/'],
    ['a * is a wildcard', '/ws/*', '/ws/'],
    ['case does not matter', '/WS/', '/ws/'],
    ['case does not matter to an expression', '~ ^/WS/', '~* ^/WS/'],
    ['it is an expression', '^/ws/', '~ ^/ws/'],
    ['= takes what is below it', '= /ws', '/ws/'],
  ])('because somebody believed that %s is mended', (_, written, right) => {
    const lines = `location ${written} {\n${PASS}\n${UPGRADE}\n}\n${PAGES}`;
    const options = { urls: ['ws://a.example/ws/chat'] };
    expect(placesOf(findingsOf(route, inServer(lines), options))).toEqual(['error 7']);
    const { 'nginx.conf': text } = mended(route, inServer(lines), options);
    expect(text).toContain(`location ${right} {`);
  });

  test.each([
    ['of another path', '/chat'],
    ['that is served as it stands', '/ws/'],
  ])('is not one %s', (_, path) => {
    const [finding] = asked(`${SOCKET}\n${PAGES}`, path);
    expect(finding?.message ?? '').not.toContain('probably meant, but');
  });

  test.each(['/caf%C3%A9/chat', '//café/chat'])(
    'is compared with %s as nginx compares it',
    (path) => {
      const [finding] = asked(`location /café/* { ${PASS} ${UPGRADE} }\n${PAGES}`, path);
      expect(finding).toMatchObject({ line: 7, message: expect.stringContaining('a * means') });
    },
  );

  test('takes the upgrade from a location that proxies, too', () => {
    const lines = `location /ws/* { ${PASS} ${UPGRADE} }\nlocation / { ${PASS} }`;
    expect(placesOf(asked(lines, '/ws/chat'))).toEqual(['error 7']);
    expect(placesOf(asked(lines, '/ws/chat', upgradeHeaders))).toEqual([]);
  });
});

describe('a server that does not go by the name of the URL', () => {
  const pages = 'server { listen 80 default_server; listen 81 ssl; root /srv; }';
  const socket = (names: string, listen = 'listen 80;') =>
    inServer('').replace(
      /server \{[\s\S]*/,
      `${pages}\nserver {\n${listen}\nserver_name ${names};\n${SOCKET}\n}\n}\n`,
    );

  test.each([
    ['has two letters swapped', socket('live.exmaple.com'), 'ws://live.example.com/ws/', 7],
    ['has another letter', socket('live.examqle.com'), 'ws://live.example.com/ws/', 7],
    ['has a letter too few', socket('live.exampl.com'), 'ws://live.example.com/ws/', 7],
    ['has a letter too many', socket('live.examplee.com'), 'ws://live.example.com/ws/', 7],
    ['goes by the names below it', socket('*.b.example'), 'ws://b.example/ws/', 7],
    ['goes by the domain alone', socket('b.example'), 'ws://www.b.example/ws/', 7],
    ['listens without TLS', socket('b.example'), 'wss://b.example:81/ws/', 6],
    ['listens on another port', socket('b.example', 'listen 82;'), 'ws://b.example/ws/', 6],
    ['listens on IPv6 alone', socket('b.example', 'listen [::]:80;'), 'ws://b.example/ws/', 6],
    ['listens on one address', socket('b.example', 'listen 10.0.0.1:80;'), 'ws://b.example/ws/', 6],
  ])('but %s is named', (_, text, url, line) => {
    expect(placesOf(findingsOf(route, text, { urls: [url] }))).toEqual([`error ${line}`]);
  });

  test.each([
    ['another name', socket('api.b.example'), 'ws://app.b.example/ws/'],
    ['another number', socket('node1.b.example'), 'ws://node2.b.example/ws/'],
    ['a number more', socket('nodes1.b.example'), 'ws://nodes.b.example/ws/'],
    ['two other letters', socket('b.examqel.com'), 'ws://b.example.com/ws/'],
  ])('is not one of %s', (_, text, url) => {
    const [finding] = findingsOf(route, text, { urls: [url] });
    expect(finding?.line).toBe(4);
  });

  test('or has no ssl on its listen is told to add it', () => {
    const text = inServer(SOCKET).replace('listen 80;', 'listen 443;');
    const [finding] = findingsOf(route, text, { urls: ['wss://a.example/ws/'] });
    expect(finding).toMatchObject({ line: 5, message: expect.stringContaining('Add ssl') });
  });
});

describe('a location that was to proxy', () => {
  const nested = `location /app/ {\n${PASS} ${UPGRADE}\nlocation /app/ws { proxy_read_timeout 1d; }\n}`;

  test('gets the proxy_pass that is not handed down to it', () => {
    const options = { urls: ['ws://a.example/app/ws'] };
    expect(placesOf(findingsOf(route, inServer(nested), options))).toEqual(['error 9']);
    const { 'nginx.conf': text } = mended(route, inServer(nested), options);
    expect(text?.match(/proxy_pass/g)).toHaveLength(2);
  });

  test('is not one for files', () => {
    const files = nested.replace('proxy_read_timeout 1d;', 'root /srv;');
    const [finding] = asked(files, '/app/ws');
    expect(finding?.message).not.toContain('has no proxy_pass');
  });
});

describe('an error_page on the way', () => {
  const lines = (equals: string) =>
    `root /srv;\nerror_page 404 ${equals} @app;\nlocation @app { ${PASS} ${UPGRADE} }`;

  test('that keeps its status takes the place of the 101', () => {
    const options = { urls: ['ws://a.example/ws'] };
    expect(placesOf(findingsOf(route, inServer(lines('')), options))).toEqual(['error 8']);
    expect(mended(route, inServer(lines('')), options)['nginx.conf']).toContain('404  = @app');
  });

  test('that sets a status does so, too, and is left to its author', () => {
    const [finding, ...others] = asked(lines('=503'), '/ws');
    expect(finding).toMatchObject({ line: 8, message: expect.stringContaining('503'), fix: null });
    expect(others).toEqual([]);
  });

  test('that takes the status of the backend is fine', () => {
    expect(placesOf(asked(lines('='), '/ws'))).toEqual([]);
    expect(placesOf(asked(lines('='), '/socket.io/?EIO=4'))).toEqual([]);
  });

  test('is not followed for what is a page', () => {
    expect(placesOf(asked(lines('='), '/about.html'))).toEqual(['error 4']);
  });
});

describe('what speaks no HTTP', () => {
  const uwsgi = 'location / { uwsgi_pass 127.0.0.1:1; }';

  test('is the route’s where another location passes upgrades on', () => {
    const lines = `${uwsgi}\n${SOCKET}`;
    const [finding] = asked(lines, '/live');
    expect(finding).toMatchObject({ line: 7, related: [{ line: 8 }] });
    expect(placesOf(asked(lines, '/live', passModule))).toEqual([]);
  });

  test('is the protocol’s where the location was written for the path', () => {
    const lines = `location /ws/ { uwsgi_pass 127.0.0.1:1; }\nlocation /hub/ { ${PASS} ${UPGRADE} }`;
    expect(placesOf(asked(lines, '/ws/'))).toEqual([]);
    expect(placesOf(asked(lines, '/ws/', passModule))).toEqual(['error 7']);
  });

  test.each([
    ['proxy_set_header', 'uwsgi_pass 127.0.0.1:1; proxy_set_header Upgrade $http_upgrade;'],
    ['grpc_set_header', 'grpc_pass 127.0.0.1:1; grpc_set_header Upgrade $http_upgrade;'],
    ['an if', 'if ($http_upgrade != "websocket") { return 404; } grpc_pass 127.0.0.1:1;'],
  ])('is found without a URL where %s speaks of the upgrade', (_, lines) => {
    expect(findingsOf(passModule, inServer(`location /ray { ${lines} }`))).toHaveLength(1);
    const beside = `location /ray { ${lines} }\n${SOCKET}`;
    expect(findingsOf(passModule, inServer(beside))).toEqual([]);
  });
});

test('a new location is like the one that there is', () => {
  const lines = `location /hub/ {\n${PASS}\n${UPGRADE}\nproxy_read_timeout 1d;\n}\n${PAGES}`;
  const options = { urls: ['ws://a.example/live/7'] };
  const { 'nginx.conf': text = '' } = mended(route, inServer(lines), options);
  expect(text.match(/proxy_read_timeout 1d/g)).toHaveLength(2);
  expect(text).toContain('location /live/ {');
});
