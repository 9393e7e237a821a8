import { expect, test } from 'vitest';
import { letIn } from './let-in.ts';
import { modelOf, requestFor } from './trace.fixture.ts';

/** What becomes of a handshake in a server with these lines: `proxy`, or the status. */
function endOf(lines: string, { target = '/ws', tls = false, around = '' } = {}): string {
  const listen = tls ? 'listen 443 ssl; ssl_certificate c; ssl_certificate_key k;' : 'listen 80;';
  const text = `events {} http { ${around} server { ${listen} server_name a.test; ${lines} } }`;
  const request = requestFor(`${tls ? 'wss' : 'ws'}://a.test${target}`);
  const { outcome } = letIn(modelOf(text), request);
  return outcome.kind === 'response' ? String(outcome.status) : outcome.kind;
}

const PASS = 'proxy_pass http://127.0.0.1:8080;';
const BASIC = 'auth_basic x; auth_basic_user_file y;';
const within = (lines: string): string => `location / { ${lines} ${PASS} }`;

test.each([
  ['a password', within(BASIC), undefined],
  ['an address', within('allow 10.0.0.0/8; deny all;'), undefined],
  [
    'both, and a cookie',
    within(`allow 10.0.0.1; deny all; ${BASIC} if ($cookie_a = "") { return 403; }`),
    undefined,
  ],
  ['either', within(`satisfy any; allow 10.0.0.1; deny all; ${BASIC}`), undefined],
  ['a certificate', `ssl_verify_client on; ${within('')}`, { tls: true }],
  [
    'a page instead of a password',
    `error_page 401 /login; location /login { return 200; } ${within(BASIC)}`,
    undefined,
  ],
  ['a header', within('if ($http_x_api_key != abc) { return 403; }'), undefined],
  ['another Origin', within('if ($http_origin !~ ^https://b) { return 403; }'), undefined],
  ['a login', within('if ($cookie_session = "") { return 302 /login; }'), undefined],
  ['a token', within('if ($arg_token = "") { return 401; }'), undefined],
  [
    'a country',
    `if ($country = no) { return 444; } ${within('')}`,
    { around: 'geo $country { default no; 10.0.0.0/8 yes; }' },
  ],
  [
    'what a map makes of a cookie',
    within('if ($in = 0) { return 403; }'),
    { around: 'map $cookie_a $in { default 0; ~. 1; }' },
  ],
  [
    'what is said of its country',
    `if ($blocked) { return 403; } ${within('')}`,
    { around: 'map $geoip_country_code $blocked { default 0; XX 1; }' },
  ],
  [
    'what a set makes of it',
    within('set $out 1; if ($cookie_a) { set $out 0; } if ($out) { return 403; }'),
    undefined,
  ],
  [
    'what is not known here',
    within('secure_link $arg_a; secure_link_md5 x; if ($secure_link = "") { return 403; }'),
    undefined,
  ],
])('a handshake is let in that brings %s', (_, lines, options) => {
  expect(endOf(lines, options)).toBe('proxy');
});

test.each([
  ['nobody is let in', within('deny all;'), '403'],
  ['nobody is, before others would be', within('deny all; allow 10.0.0.0/8;'), '403'],
  ['only this machine is', within('allow 127.0.0.1; allow ::1; deny all;'), '403'],
  [
    'the auth server says no to all',
    `location /auth { return 403; } ${within('auth_request /auth;')}`,
    '403',
  ],
  [
    'it is for all of another scheme',
    within('if ($scheme = http) { return 301 https://$host$request_uri; }'),
    '301',
  ],
  ['it is for all handshakes', within('if ($http_upgrade) { return 400; }'), '400'],
  ['it is for another name', within('if ($host != b.test) { return 444; }'), '444'],
  [
    'it is behind another hop',
    within('if ($http_x_forwarded_proto != https) { return 301 https://$host$uri; }'),
    '301',
  ],
  ['it is the usual answer', within('return 404;'), '404'],
  ['no browser brings it', within('if ($http_referer = "") { return 403; }'), '403'],
])('and is turned away where %s', (_, lines, status) => {
  expect(endOf(lines)).toBe(status);
});

test('the query that was asked for is what the client brings', () => {
  const lines = within('if ($arg_token = "") { return 401; }');
  expect(endOf(lines, { target: '/ws?a=1' })).toBe('401');
});

test('of very many guards the first are passed, and the rest is not followed', () => {
  const guards = Array.from(
    { length: 20_000 },
    (_, at) => `if ($cookie_a${at} = "") { return 403; }`,
  );
  expect(endOf(within(guards.slice(0, 30).join(' ')))).toBe('proxy');
  expect(endOf(within(guards.join(' ')))).toBe('403');
});
