import { describe, expect, test } from 'vitest';
import { Model } from '../nginx/model/index.ts';
import { load, objectFiles } from '../nginx/syntax/index.ts';
import { noFacts } from './configuration.fixture.ts';
import { findPaths } from './find-paths.ts';

/** What is looked for at which URL, such as `named ws://a.test/chat`. */
function lookedFor(lines: string, http = ''): string[] {
  const text = `events {} http { ${http} server { listen 80; server_name a.test; ${lines} } }`;
  const files = objectFiles({ 'nginx.conf': Buffer.from(text) });
  const model = new Model(load('nginx.conf', { files }), { version: '1.22.1' });
  return findPaths(model, noFacts).map(({ intent, url }) => `${intent} ${url}`);
}

const PASS = 'proxy_pass http://b;';
const UPGRADE = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';
const MAP = "map $http_upgrade $connection_upgrade { default upgrade; '' ''; }";
const SOCKET = `location /ws { proxy_pass http://c; proxy_set_header Upgrade $http_upgrade; }`;

describe('a name that event streams go by as often', () => {
  test.each(['/api/stream', '/api/chat', '/notifications', '/push'])(
    '%s is that of a socket only where something speaks of sockets',
    (name) => {
      const location = `location ${name} { ${PASS} }`;
      expect(lookedFor(location)).toEqual([`possible ws://a.test${name}`]);
      expect(lookedFor(location, MAP)).toEqual([`named ws://a.test${name}`]);
      expect(lookedFor(`${location} ${SOCKET}`)).toContain(`named ws://a.test${name}`);
      expect(lookedFor(`proxy_set_header Upgrade $http_upgrade; ${location}`)).toEqual([
        `set-up ws://a.test${name}`,
      ]);
    },
  );

  test.each([
    'proxy_buffering off;',
    'proxy_cache off;',
    'chunked_transfer_encoding off;',
    "proxy_set_header Connection '';",
    'add_header X-Accel-Buffering no;',
  ])('is that of events with %s', (line) => {
    const location = `location /api/chat { ${PASS} ${line} }`;
    for (const around of ['', MAP]) {
      expect(lookedFor(location, around)).toEqual(['possible http://a.test/api/chat']);
    }
    expect(lookedFor(`${location} ${SOCKET}`)).not.toContain('named ws://a.test/api/chat');
  });

  test('is that of a socket with lines for the upgrade, whatever else is there', () => {
    const upgrade = 'proxy_set_header Upgrade $http_upgrade; proxy_buffering off;';
    expect(lookedFor(`location /stream { ${PASS} ${upgrade} }`)).toEqual([
      'set-up ws://a.test/stream',
    ]);
  });
});

test.each(['/ws', '/socket.io/', '/live', '/realtime', '/terminal', '/ws/chat'])(
  '%s is named for sockets, whatever is around it',
  (name) => {
    expect(lookedFor(`location ${name} { ${PASS} proxy_buffering off; }`)).toEqual([
      `named ws://a.test${name}`,
    ]);
  },
);

describe('a location that loses the upgrade of the server', () => {
  const around = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;';
  const admin = 'location /admin { proxy_pass http://b; proxy_set_header Host $http_host; }';

  test('was to have it', () => {
    expect(lookedFor(`${around} ${admin}`)).toEqual(['set-up ws://a.test/admin']);
    const page = `location / { ${PASS} }`;
    expect(lookedFor(`${around} ${page} ${admin}`)).toContain('set-up ws://a.test/admin');
  });

  test('is none where it says itself who asks, and another one has the upgrade', () => {
    const rest = `location /rest { ${PASS} proxy_set_header Host $host; proxy_set_header X-Real-IP $remote_addr; }`;
    expect(lookedFor(`${around} ${rest}`)).toEqual(['set-up ws://a.test/rest']);
    const page = `location / { ${PASS} }`;
    expect(lookedFor(`${around} ${page} ${rest}`)).toEqual(['set-up ws://a.test/']);
    const vhost = `${around} server { listen 80; server_name b.test; ${page} }`;
    expect(lookedFor(rest, vhost)).toEqual(['set-up ws://b.test/', 'possible ws://a.test/rest']);
  });

  test('was to have it where the others have lines of their own', () => {
    const rest = `location /rest { ${PASS} proxy_set_header Host $host; proxy_set_header X-Real-IP $remote_addr; }`;
    const other = `server { listen 80; server_name b.test; ${SOCKET} }`;
    expect(lookedFor(`${around} ${rest}`, other)).toContain('set-up ws://a.test/rest');
  });

  test('is none for sockets where another one is named for them, and has it', () => {
    const socket = `location /ws/ { ${PASS} }`;
    expect(lookedFor(`${around} ${socket} ${admin}`)).toEqual(['set-up ws://a.test/ws/']);
  });
});

describe('what a library asks by plain requests beside its socket', () => {
  const around = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;';

  test.each(['/hub/negotiate', '/ws/longpoll', '/ws/0/abc/xhr_streaming', '/sockjs/info'])(
    '%s is no socket',
    (name) => {
      const location = `location ${name} { ${PASS} }`;
      expect(lookedFor(location)).toEqual([`possible http://a.test${name}`]);
      expect(lookedFor(`${location} ${SOCKET}`)).not.toContain(`named ws://a.test${name}`);
      const own = `location ${name} { ${PASS} proxy_set_header Host $host; }`;
      expect(lookedFor(`${around} ${own}`)).toEqual([`possible http://a.test${name}`]);
    },
  );

  test('terms are none even where the upgrade is passed on, unlike what may be a socket by that name', () => {
    const passing = (name: string) => `${around} location ${name} { ${PASS} }`;
    expect(lookedFor(passing('/hub/negotiate'))).toEqual(['possible http://a.test/hub/negotiate']);
    expect(lookedFor(passing('/longpoll'))).toEqual(['set-up ws://a.test/longpoll']);
  });

  test.each(['/hub', '/negotiate/ws', '/info/ws'])('%s is one', (name) => {
    expect(lookedFor(`location ${name} { ${PASS} }`)).toEqual([`named ws://a.test${name}`]);
  });
});

describe('what stands under the name of a socket and is none', () => {
  const beside = (location: string) =>
    lookedFor(`location /ws/ { ${PASS} ${UPGRADE} } ${location}`);

  test.each([
    '= /ws/info',
    '/ws/metrics',
    '/hub/static/',
    '= /socket.io.js',
    '/websockets.html',
    '/mqtt-admin/',
    '/.well-known/oauth/chat',
    '/oauth/chat/',
    '~ ^/socket\\.io/.*\\.(js|map)$',
    '~ ^/ws/[^/]+/xhr(_streaming|_send)?$',
  ])('%s', (name) => {
    const found = beside(`location ${name} { ${PASS.replace('//b', '//c')} }`);
    expect(found.filter((one) => one.startsWith('named'))).toEqual([]);
  });

  test.each(['/socket.io/', '/wss', '/status/ws', '/hub'])('but %s', (name) => {
    const found = beside(`location ${name} { ${PASS.replace('//b', '//c')} }`);
    expect(found).toContain(`named ws://a.test${name}`);
  });

  test('the rest of a prefix of which an expression takes the sockets', () => {
    const socket = `location ~ ^/live/ws/.*/websocket$ { ${PASS} ${UPGRADE} }`;
    const rest = `location /live/ws/ { ${PASS} }`;
    expect(lookedFor(`${socket} ${rest}`)).toContain('possible http://a.test/live/ws/');
    expect(lookedFor(`${socket.replace('/live', '/x')} ${rest}`)).toContain(
      'named ws://a.test/live/ws/',
    );
  });

  test('events that are sent on as they come', () => {
    const events = `location /ws/sse { ${PASS} proxy_buffering off; }`;
    expect(beside(events)).not.toContain('named ws://a.test/ws/sse');
  });
});
