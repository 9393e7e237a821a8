import { describe, expect, test } from 'vitest';
import { questionFor } from './question.ts';

function headersOf(url: string, ...headers: string[]): string[] {
  return questionFor(url, { headers }).headers.map(({ name, value }) => `${name}: ${value}`);
}

test('wss: is the handshake of a page of the same host, without the usual port', () => {
  expect(questionFor('wss://App.example.com:443/ws?a=1#x', {})).toMatchObject({
    method: 'GET',
    target: '/ws?a=1',
    httpVersion: '1.1',
    port: 443,
    tls: true,
    serverName: 'app.example.com',
    address: undefined,
    client: { address: '203.0.113.7' },
  });
  expect(headersOf('wss://app.example.com/ws')).toEqual([
    'Host: app.example.com',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    'Origin: https://app.example.com',
    'User-Agent: Mozilla/5.0 (fairlead explain)',
  ]);
});

test('ws: comes from a page without TLS, and says its port', () => {
  expect(headersOf('ws://app.example.com:8080/')).toEqual(
    expect.arrayContaining(['Host: app.example.com:8080', 'Origin: http://app.example.com:8080']),
  );
});

test('http: and https: are plain requests', () => {
  expect(headersOf('https://app.example.com')).toEqual([
    'Host: app.example.com',
    'User-Agent: Mozilla/5.0 (fairlead explain)',
    'Accept: */*',
  ]);
  expect(questionFor('http://app.example.com', {})).toMatchObject({
    target: '/',
    port: 80,
    tls: false,
  });
});

test('a header stands in the place of its own, and an empty one takes it away', () => {
  expect(headersOf('http://a.test', 'host: b.test', 'Accept:', 'X-One: ü')).toEqual([
    'host: b.test',
    'User-Agent: Mozilla/5.0 (fairlead explain)',
    'X-One: \u00c3\u00bc',
  ]);
});

test('an address is no TLS server name', () => {
  expect(questionFor('wss://127.0.0.1/', {}).serverName).toBeUndefined();
  expect(questionFor('wss://[::1]/', {}).serverName).toBeUndefined();
});

test.each([
  ['127.0.0.1', { address: '127.0.0.1', port: 443 }],
  ['127.0.0.1:8443', { address: '127.0.0.1', port: 8443 }],
  ['::1', { address: '::1', port: 443 }],
  ['[::1]:8443', { address: '::1', port: 8443 }],
  [':8443', { address: undefined, port: 8443 }],
  ['unix:/run/a.sock', { address: 'unix:/run/a.sock' }],
])('it arrives at %s', (address, arrival) => {
  expect(questionFor('wss://a.test/', { address })).toMatchObject(arrival);
});

describe('what is no question says what was expected', () => {
  test.each([
    ['app.test/ws', {}, 'expected one such as wss://app.example.com/ws'],
    ['mailto:a@b.test', {}, 'expected one such as'],
    ['ws://', {}, 'expected one such as'],
    ['ws://u@a.test', {}, "say --header 'Authorization: …'"],
    ['ws://a.test', { address: 'localhost' }, 'expected one such as 127.0.0.1'],
    ['ws://a.test', { address: ':0' }, 'expected one such as 127.0.0.1'],
    ['ws://a.test', { address: '' }, 'expected one such as 127.0.0.1'],
    ['ws://a.test', { client: 'me' }, 'expected one such as 203.0.113.7'],
    ['ws://a.test', { method: 'GET /x' }, 'expected capitals'],
    ['ws://a.test', { headers: ['X'] }, 'has no name'],
    ['ws://a.test', { headers: ['X: a\r\nY: b'] }, 'cannot be sent'],
  ])('%s %o', (url, options, message) => expect(() => questionFor(url, options)).toThrow(message));
});

test.each([
  ['ws://localhost:9080/', '127.0.0.1'],
  ['ws://127.0.0.2/', '127.0.0.2'],
  ['wss://[::1]/', '::1'],
  ['ws://203.0.113.9/', undefined],
])('%s arrives at %s', (url, address) => {
  expect(questionFor(url, {}).address).toBe(address);
});
