import { expect, test } from 'vitest';
import { parseUrl } from './parse-url.ts';

const http = { defaultPort: 80, takesUri: true };

test.each([
  ['a', { kind: 'name', host: 'a', port: 80, portText: undefined, uri: '' }],
  ['A.test:81/x?y', { kind: 'name', host: 'A.test', port: 81, portText: '81', uri: '/x?y' }],
  ['127.0.0.1:080', { kind: 'ip', host: '127.0.0.1', port: 80, portText: '080', uri: '' }],
  ['a?b=c:1/d', { kind: 'name', host: 'a', port: 80, portText: undefined, uri: '?b=c:1/d' }],
  ['a/b:1', { kind: 'name', host: 'a', port: 80, portText: undefined, uri: '/b:1' }],
  ['[::1]:81/x', { kind: 'ip', host: '[::1]', port: 81, portText: '81', uri: '/x' }],
  ['[::1]', { kind: 'ip', host: '[::1]', port: 80, portText: undefined, uri: '' }],
  ['unix:/a.sock', { kind: 'unix', host: '/a.sock', port: 0, portText: undefined, uri: '' }],
  ['unix:/a:/b:c', { kind: 'unix', host: '/a', port: 0, portText: undefined, uri: '/b:c' }],
])('%s', (text, expected) => {
  expect(parseUrl(text, http)).toEqual(expected);
});

test.each([
  ['', 'no host'],
  [':80', 'no host'],
  ['a:', 'invalid port'],
  ['a:0', 'invalid port'],
  ['a:65536', 'invalid port'],
  ['a:8x', 'invalid port'],
  ['[::1', 'invalid host'],
  ['[::1]?x', 'invalid host'],
  ['[]', 'no host'],
  ['[::g]', 'invalid IPv6 address'],
  ['unix:', 'no path in the unix domain socket'],
])('%s is refused: %s', (text, error) => {
  expect(parseUrl(text, http)).toEqual({ error });
});

test('only proxy_pass of http takes a path', () => {
  const options = { defaultPort: undefined, takesUri: false };
  expect(parseUrl('a:1/x', options)).toEqual({ error: 'invalid host' });
  expect(parseUrl('unix:/a:b', options)).toMatchObject({ host: '/a:b', uri: '' });
  expect(parseUrl('a', options)).toMatchObject({ port: 0 });
});
