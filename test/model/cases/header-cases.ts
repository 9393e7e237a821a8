import { isAtLeast } from '../../../src/nginx/catalog/version.ts';
import { type Case, HANDSHAKE, type Seen } from './case.ts';

/** A default of 1.29.7 beside the one before it. */
function since1297<T>(before: T, after: T): (version: string) => T {
  return (version) => (isAtLeast(version, '1.29.7') ? after : before);
}

const proxied = (headers: string): string => `location / { ${headers} proxy_pass http://backend; }`;

const CONNECTION = since1297(['Connection: close'], []);
const [UPGRADE = '', , ...SOCKET] = HANDSHAKE;

/** The request that a handshake becomes, apart from what only the client decides. */
function handshake(line: string, headers: readonly string[]): Partial<Seen> {
  return { line: `GET /ws ${line}`, headers: [...headers, ...SOCKET] };
}

/** Section 3 of what was measured: inheritance. */
export const inheritanceCases: readonly Case[] = [
  {
    name: '3 proxy_set_header of a level drops all outer ones; defaults are added for other names',
    server: `proxy_set_header X-Outer 1; proxy_set_header Host outer;
      location /own { proxy_set_header X-Own 1; proxy_pass http://backend; }
      location /outer { proxy_pass http://backend; }
      location /deep { proxy_set_header X-Deep 1; location /deep/er { proxy_pass http://backend; } }`,
    asks: [
      {
        target: '/own',
        expected: (version) => ({ headers: ['X-Own: 1', 'Host: backend', ...CONNECTION(version)] }),
      },
      {
        target: '/outer',
        expected: (version) => ({ headers: ['X-Outer: 1', 'Host: outer', ...CONNECTION(version)] }),
      },
      {
        target: '/deep/er',
        expected: (version) => ({
          headers: ['X-Deep: 1', 'Host: backend', ...CONNECTION(version)],
        }),
      },
    ],
  },
  {
    name: '3 headers of a snippet count at the level of its include',
    server: `proxy_set_header X-Outer 1;
      location / { include snippet.conf; proxy_pass http://backend; }`,
    asks: [
      {
        target: '/',
        expected: (version) => ({
          headers: ['X-Snippet: 1', 'Host: backend', ...CONNECTION(version)],
        }),
      },
    ],
  },
  {
    name: '3 files of a pattern are included in the order of their names',
    server: 'set $order ""; include order/*.conf; return 302 "=$order";',
    asks: [{ target: '/', expected: { redirect: '=-1-10-2' } }],
  },
  {
    name: '3 names compare in any case with the defaults; the same name twice is sent twice',
    server: `${proxied(
      `proxy_set_header Connection upgrade; proxy_set_header connection keep-alive;
       proxy_set_header HOST app; proxy_set_header Upgrade a; proxy_set_header Upgrade b;`,
    )}`,
    asks: [
      {
        target: '/',
        headers: [UPGRADE],
        expected: {
          headers: [
            'Connection: upgrade',
            'connection: keep-alive',
            'HOST: app',
            'Upgrade: a',
            'Upgrade: b',
          ],
        },
      },
    ],
  },
  {
    name: '3 an empty value sends nothing and keeps the default away, but not another line',
    server: `${proxied(
      `proxy_set_header Connection upgrade; proxy_set_header Connection "";
       proxy_set_header Host ""; proxy_set_header X-Client "";`,
    )}`,
    asks: [
      {
        target: '/',
        headers: ['X-Client: 1'],
        expected: { headers: ['Connection: upgrade'] },
      },
    ],
  },
  {
    name: '3 add_header without always is not added to 101',
    server: 'add_header X-N 1; add_header X-A 1 always; location / { proxy_pass http://backend; }',
    asks: [
      { target: '/', expected: { added: ['X-N: 1', 'X-A: 1'] } },
      { target: '/?answer=101', headers: HANDSHAKE, expected: { added: ['X-A: 1'] } },
    ],
  },
  {
    name: '3 add_header_inherit merges or ends what is inherited, and is itself inherited',
    since: '1.29.3',
    server: `add_header X-Outer 1; add_header_inherit merge;
      location /merge { add_header X-Own 1; proxy_pass http://backend;
        location /merge/deep { add_header X-Deep 1; proxy_pass http://backend; } }
      location /off { add_header_inherit off; proxy_pass http://backend; }
      location /on { add_header_inherit on; add_header X-Own 1; proxy_pass http://backend; }`,
    asks: [
      { target: '/merge', expected: { added: ['X-Own: 1', 'X-Outer: 1'] } },
      { target: '/merge/deep', expected: { added: ['X-Deep: 1', 'X-Own: 1', 'X-Outer: 1'] } },
      { target: '/off', expected: { added: [] } },
      { target: '/on', expected: { added: ['X-Own: 1'] } },
    ],
  },
];

const BOTH = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';

/** Section 4: what the backend sees of a handshake, by configuration and version. */
export const upgradeCases: readonly Case[] = [
  {
    name: '4 nothing set: no Upgrade',
    server: proxied(''),
    asks: [
      {
        target: '/ws',
        headers: HANDSHAKE,
        expected: since1297(
          handshake('HTTP/1.0', ['Host: backend', 'Connection: close']),
          handshake('HTTP/1.1', ['Host: backend']),
        ),
      },
    ],
  },
  {
    name: '4 Upgrade alone: no Connection that says so',
    server: proxied('proxy_set_header Upgrade $http_upgrade;'),
    asks: [
      {
        target: '/ws',
        headers: HANDSHAKE,
        expected: since1297(
          handshake('HTTP/1.0', ['Upgrade: websocket', 'Host: backend', 'Connection: close']),
          handshake('HTTP/1.1', ['Upgrade: websocket', 'Host: backend']),
        ),
      },
    ],
  },
  {
    name: '4 Upgrade and Connection without a version: HTTP/1.0 before 1.29.7',
    server: proxied(BOTH),
    asks: [
      {
        target: '/ws',
        headers: HANDSHAKE,
        expected: since1297(
          handshake('HTTP/1.0', ['Upgrade: websocket', 'Connection: upgrade', 'Host: backend']),
          handshake('HTTP/1.1', ['Upgrade: websocket', 'Connection: upgrade', 'Host: backend']),
        ),
      },
      {
        target: '/ws',
        headers: ['Upgrade: h2c'],
        expected: { headers: ['Upgrade: h2c', 'Connection: upgrade', 'Host: backend'] },
      },
      { target: '/ws', expected: { headers: ['Connection: upgrade', 'Host: backend'] } },
    ],
  },
  {
    name: '4 proxy_http_version decides the version',
    server: proxied(`proxy_http_version 1.1; ${BOTH}`),
    asks: [{ target: '/ws', headers: HANDSHAKE, expected: { line: 'GET /ws HTTP/1.1' } }],
  },
  {
    name: '4 proxy_pass_request_headers off: no Sec-WebSocket-*',
    server: proxied(`proxy_pass_request_headers off; proxy_http_version 1.1; ${BOTH}`),
    asks: [
      {
        target: '/ws',
        headers: HANDSHAKE,
        expected: { headers: ['Upgrade: websocket', 'Connection: upgrade', 'Host: backend'] },
      },
    ],
  },
];
