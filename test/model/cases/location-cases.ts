import { answeredBy, type Case, HANDSHAKE, type Seen } from './case.ts';

const SLASH: Partial<Seen> = { status: 301, redirect: 'http://a.test:@PORT@/ws/' };
const ROOT = 'location / { return 302 root; }';

/** Section 1 of what was measured: how a location is chosen. */
export const locationCases: readonly Case[] = [
  {
    name: '1 the path is decoded, its dots resolved, its slashes merged',
    server: `location /ws/ { return 302 ws; } ${ROOT}`,
    asks: ['//ws//a', '/x/../ws/a', '/%77s/a', '/ws%2Fa', '/ws/?a=/../..'].map((target) => ({
      target,
      expected: answeredBy('ws'),
    })),
  },
  {
    name: '1 merge_slashes off leaves slashes',
    server: `merge_slashes off; location /ws/ { return 302 ws; } ${ROOT}`,
    asks: [
      { target: '//ws//a', expected: answeredBy('root') },
      { target: '/%77s//a', expected: answeredBy('ws') },
    ],
  },
  {
    name: '1 an exact location ends the search, the longest prefix wins else',
    server: `location = /ws { return 302 exact; } location /ws { return 302 short; }
      location /ws/v2 { return 302 long; } location ~ ^/ws { return 302 regex; }
      location ~ ^/(a) { return 302 first; } location ~ ^/a { return 302 second; } ${ROOT}`,
    asks: [
      { target: '/ws', expected: answeredBy('exact') },
      { target: '/ws?x', expected: answeredBy('exact') },
      { target: '/ws2', expected: answeredBy('regex') },
      { target: '/a', expected: answeredBy('first') },
      { target: '/', expected: answeredBy('root') },
    ],
  },
  {
    name: '1.A a regular expression beats any longer plain prefix',
    server: 'location /ws/chat/ { return 302 prefix; } location ~* ^/WS/.+ { return 302 regex; }',
    asks: [{ target: '/ws/chat/a', expected: answeredBy('regex') }],
  },
  {
    name: '1.B ^~ on the longest prefix keeps expressions out',
    server: 'location ^~ /ws/ { return 302 prefix; } location ~ ^/ws/ { return 302 regex; }',
    asks: [{ target: '/ws/a', expected: answeredBy('prefix') }],
  },
  {
    name: '1.C ^~ counts on the longest prefix only',
    server: `location ^~ /ws/ { return 302 prefix; } location /ws/v2/ { return 302 longer; }
      location ~ ^/ws/ { return 302 regex; }`,
    asks: [
      { target: '/ws/v2/a', expected: answeredBy('regex') },
      { target: '/ws/v3/a', expected: answeredBy('prefix') },
    ],
  },
  {
    name: '1.D a nested ^~ does not keep expressions of the server out',
    server: `location /ws/ { location ^~ /ws/v2/ { return 302 nested; } }
      location ~ v2 { return 302 regex; }`,
    asks: [{ target: '/ws/v2/a', expected: answeredBy('regex') }],
  },
  {
    name: '1.D an outer ^~ protects its nested prefixes, and nested expressions are tried',
    server: `location ^~ /ws/ { location /ws/v2/ { return 302 nested; }
        location ~ v3 { return 302 nested-regex; } return 302 outer; }
      location ~ v { return 302 regex; }`,
    asks: [
      { target: '/ws/v2/a', expected: answeredBy('nested') },
      { target: '/ws/v3/a', expected: answeredBy('nested-regex') },
      { target: '/ws/a', expected: answeredBy('outer') },
      { target: '/v', expected: answeredBy('regex') },
    ],
  },
  {
    name: '1.E a nested expression beats one of the server, a nested prefix does not',
    server: `location /ws/ { location /ws/v2/ { return 302 nested; }
        location ~ v3 { return 302 nested-regex; } }
      location ~ ^/ws { return 302 regex; }`,
    asks: [
      { target: '/ws/v3/a', expected: answeredBy('nested-regex') },
      { target: '/ws/v2/a', expected: answeredBy('regex') },
    ],
  },
  {
    name: '1.F a location with proxy_pass redirects to the slash it ends in',
    server: 'location /ws/ { proxy_pass http://backend; } location ~ ^/ws$ { return 302 regex; }',
    asks: [
      { target: '/ws', expected: SLASH },
      { target: '/ws', headers: HANDSHAKE, expected: SLASH },
      { target: '/ws?a=1', expected: { status: 301, redirect: 'http://a.test:@PORT@/ws/?a=1' } },
    ],
  },
  {
    name: '1.F so does one with a variable in proxy_pass',
    server: `set $there backend; location /ws/ { proxy_pass http://$there; } ${ROOT}`,
    asks: [{ target: '/ws', expected: SLASH }],
  },
  {
    name: '1.F so does an exact one',
    server: `location = /ws/ { proxy_pass http://backend; } ${ROOT}`,
    asks: [{ target: '/ws', expected: SLASH }],
  },
  {
    name: '1.F every *_pass does, and absolute_redirect decides how',
    server: `absolute_redirect off; location /f/ { fastcgi_pass backend; }
      location /u/ { uwsgi_pass backend; } location /s/ { scgi_pass backend; } ${ROOT}`,
    asks: ['f', 'u', 's'].map((name) => ({
      target: `/${name}`,
      expected: { status: 301, redirect: `/${name}/` },
    })),
  },
  {
    name: '1.F return and root do not, nor proxy_pass in an if alone',
    server: `location /r/ { return 302 inner; } location /d/ { root html; }
      location /i/ { if ($arg_a) { proxy_pass http://backend; } } ${ROOT}`,
    asks: ['/r', '/d', '/i', '/i?a=1'].map((target) => ({ target, expected: answeredBy('root') })),
  },
  {
    name: '1.F an exact location, or a prefix without the slash, cures it',
    server: `location = /ws { return 302 exact; } location /ws/ { proxy_pass http://backend; }
      location /io { proxy_pass http://backend; }`,
    asks: [
      { target: '/ws', expected: answeredBy('exact') },
      { target: '/io', expected: { status: undefined, redirect: undefined } },
    ],
  },
  {
    name: '1.H the last if that holds is the whole location',
    server: `location / { proxy_pass http://backend; add_header X-Base 0;
      if ($arg_a) { add_header X-If1 1; } if ($arg_b) { add_header X-If2 2; } }`,
    asks: [
      { target: '/', expected: { added: ['X-Base: 0'] } },
      { target: '/?a=1', expected: { added: ['X-If1: 1'] } },
      { target: '/?b=1', expected: { added: ['X-If2: 2'] } },
    ],
  },
  {
    name: '1.H an if is no control flow: what stands behind it is run',
    server: 'location / { if ($http_upgrade) { proxy_pass http://backend; } return 404; }',
    asks: [{ target: '/', headers: HANDSHAKE, expected: { status: 404 } }],
  },
  {
    name: '1.H an if takes over proxy_pass and headers',
    server: `proxy_http_version 1.1; location / { proxy_pass http://backend;
      proxy_set_header X-Mine yes; proxy_set_header Connection a;
      if ($http_upgrade) { add_header X-If yes; } }`,
    asks: [
      {
        target: '/',
        headers: HANDSHAKE.slice(0, 2),
        expected: {
          line: 'GET / HTTP/1.1',
          headers: ['X-Mine: yes', 'Connection: a', 'Host: backend'],
          added: ['X-If: yes'],
        },
      },
    ],
  },
  {
    name: '1.I a nested location takes over headers, but no proxy_pass',
    server: `location /a/ { proxy_pass http://backend; proxy_set_header Connection a;
      location /a/b/ { } location /a/c/ { proxy_pass http://backend; } }`,
    asks: [
      { target: '/a/b/c', expected: { status: 404 } },
      {
        target: '/a/c/',
        expected: { headers: ['Connection: a', 'Host: backend'] },
      },
    ],
  },
];
