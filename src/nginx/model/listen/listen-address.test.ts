import { expect, test } from 'vitest';
import { parseListenAddress } from './listen-address.ts';

const any4 = { kind: 'ip', family: 4, address: '0.0.0.0', wildcard: true };

test.each([
  ['80', { ...any4, ports: { first: 80, last: 80 } }],
  ['*', { ...any4, ports: { first: 80, last: 80 } }],
  ['*:81', { ...any4, ports: { first: 81, last: 81 } }],
  ['0.0.0.0:81', { ...any4, ports: { first: 81, last: 81 } }],
  ['8000-8010', { ...any4, ports: { first: 8000, last: 8010 } }],
  [
    '127.0.0.1',
    {
      kind: 'ip',
      family: 4,
      address: '127.0.0.1',
      wildcard: false,
      ports: { first: 80, last: 80 },
    },
  ],
  [
    '127.0.0.1:8000-8001',
    {
      kind: 'ip',
      family: 4,
      address: '127.0.0.1',
      wildcard: false,
      ports: { first: 8000, last: 8001 },
    },
  ],
  [
    '[::]:443',
    { kind: 'ip', family: 6, address: '::', wildcard: true, ports: { first: 443, last: 443 } },
  ],
  [
    '[::1]',
    { kind: 'ip', family: 6, address: '::1', wildcard: false, ports: { first: 80, last: 80 } },
  ],
  ['Localhost:81', { kind: 'name', name: 'localhost', ports: { first: 81, last: 81 } }],
  ['8000-', { kind: 'name', name: '8000-', ports: { first: 80, last: 80 } }],
  ['unix:/run/a:b.sock', { kind: 'unix', path: '/run/a:b.sock' }],
])('%s', (written, expected) => {
  expect(parseListenAddress(written, 80)).toEqual(expected);
});

test.each([
  ['0', 'invalid port'],
  ['65536', 'invalid port'],
  ['*:x', 'invalid port'],
  ['*:', 'invalid port'],
  ['8010-8000', 'invalid port range'],
  [':80', 'no host'],
  ['[::1', 'invalid host'],
  ['[::1]80', 'invalid host'],
  ['[::g]:80', 'invalid IPv6 address'],
  ['127.0.0.1:80/x', 'invalid host'],
  ['unix:', 'no path in the unix domain socket'],
])('%s is refused: %s', (written, why) => {
  expect(parseListenAddress(written, 80)).toEqual({ kind: 'invalid', why });
});

test('stream has no default port', () => {
  expect(parseListenAddress('127.0.0.1')).toEqual({ kind: 'invalid', why: 'no port' });
});
