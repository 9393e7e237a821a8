import { expect, test } from 'vitest';
import { endOf, expand, headerSent, serve } from './trace.fixture.ts';

const TRUST = 'set_real_ip_from 192.0.2.0/24; set_real_ip_from 10.0.0.0/8;';
const LIST = 'real_ip_header X-Forwarded-For;';

test.each([
  ['', ['X-Real-IP: 1.1.1.1'], '192.0.2.7'],
  [TRUST, ['X-Real-IP: 1.1.1.1'], '1.1.1.1'],
  [TRUST, ['X-Real-IP: 1.1.1.1:80'], '1.1.1.1'],
  [TRUST, ['X-Real-IP: nobody'], '192.0.2.7'],
  [TRUST, [], '192.0.2.7'],
  [`${TRUST} ${LIST}`, ['X-Real-IP: 1.1.1.1'], '192.0.2.7'],
  [`${TRUST} ${LIST}`, ['X-Forwarded-For: 1.1.1.1, 10.0.0.1'], '10.0.0.1'],
  [
    `${TRUST} ${LIST} real_ip_recursive on;`,
    ['X-Forwarded-For: 3.3.3.3, 1.1.1.1, 10.0.0.1'],
    '1.1.1.1',
  ],
  ['set_real_ip_from 10.0.0.0/8;', ['X-Real-IP: 1.1.1.1'], '192.0.2.7'],
  [`${TRUST} real_ip_header Cf-Ip;`, ['CF-IP: ::1'], '::1'],
])('%s with %j: %s', (lines, headers, expected) => {
  expect(expand('$remote_addr $realip_remote_addr', '/', { headers }, lines)).toBe(
    `${expected} 192.0.2.7`,
  );
});

test('of several lines of one header the first counts', () => {
  const headers = ['X-Real-IP: 1.1.1.1', 'X-Real-IP: 2.2.2.2'];
  expect(expand('$remote_addr', '/', { headers }, TRUST)).toBe('1.1.1.1');
});

test.each([
  ['1.1.1.1', ''],
  ['1.1.1.1:0077', '77'],
  ['[::1]:77', '77'],
  ['::1', ''],
])('the port of %s is %j', (told, port) => {
  const headers = [`X-Real-IP: ${told}`];
  expect(expand('$remote_port $realip_remote_port', '/', { headers }, TRUST)).toBe(`${port} 50000`);
});

test('by the PROXY protocol nobody knows who it is', () => {
  const lines = `${TRUST} real_ip_header proxy_protocol;`;
  expect(expand('$remote_addr', '/', {}, lines)).toContain('PROXY protocol header');
});

test('rules go by who the client is', () => {
  const headers = ['X-Real-IP: 1.1.1.1'];
  expect(endOf(serve(`${TRUST} deny 1.1.1.1; location / { }`, '/', { headers }))).toBe('403');
});

test.each(['remote_addr', 'proxy_add_x_forwarded_for'])(
  '$%s stays what it was when a rewrite asked for it',
  (name) => {
    const sent = (lines: string) =>
      headerSent(
        serve(
          `location / { ${lines} ${TRUST} proxy_set_header A $${name}; proxy_pass http://b; }`,
          '/',
          { headers: ['X-Real-IP: 1.1.1.1'] },
        ),
        'a',
      )?.value.text;
    expect(sent('')).toBe('1.1.1.1');
    expect(sent(`if ($${name} = x) { }`)).toBe('192.0.2.7');
  },
);
