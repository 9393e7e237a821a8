import { expect, test } from 'vitest';
import { addressOf, addressText, hostOf, isSecure, type LivePath, targetOf } from './live-path.ts';

function path(url: string, more: Partial<LivePath> = {}): LivePath {
  return { url: new URL(url), timeoutMs: 1000, ...more };
}

test.each([
  ['ws://example.com/', 'example.com', 80],
  ['wss://example.com/', 'example.com', 443],
  ['ws://example.com:8080/', 'example.com', 8080],
  ['wss://[::1]:8443/', '::1', 8443],
])('%s leads to %s port %i', (url, host, port) => {
  expect(addressOf(path(url))).toEqual({ host, port });
});

test('another address may be connected to', () => {
  const connect = { host: '127.0.0.1', port: 8443 };
  const secure = path('wss://example.com/ws/?a=1', { connect });
  expect(addressOf(secure)).toEqual(connect);
  expect(hostOf(secure)).toBe('example.com');
  expect(isSecure(secure)).toBe(true);
  expect(targetOf(secure)).toBe('/ws/?a=1');
});

test('another scheme is refused', () => {
  expect(() => addressOf(path('https://example.com/'))).toThrow('starts with ws: or wss:');
});

test('an IPv6 address is written in brackets', () => {
  expect(addressText({ host: '::1', port: 80 })).toBe('[::1]:80');
  expect(addressText({ host: '127.0.0.1', port: 80 })).toBe('127.0.0.1:80');
});
