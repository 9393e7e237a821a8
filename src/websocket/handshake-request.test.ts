import { describe, expect, test } from 'vitest';
import { buildHandshakeRequest } from './handshake-request.ts';

const base = { host: 'example.com:8080', target: '/ws/?a=1', key: 'dGhlIHNhbXBsZSBub25jZQ==' };

describe('the text of a handshake', () => {
  test('holds what RFC 6455 4.1 asks for, in a stable order', () => {
    expect(buildHandshakeRequest(base).text).toBe(
      [
        'GET /ws/?a=1 HTTP/1.1',
        'Host: example.com:8080',
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Version: 13',
        '',
        '',
      ].join('\r\n'),
    );
  });

  test('asks for subprotocols', () => {
    const { text } = buildHandshakeRequest({ ...base, subprotocols: ['chat', 'superchat'] });
    expect(text).toContain('\r\nSec-WebSocket-Protocol: chat, superchat\r\n');
  });

  test('brings a fresh key each time', () => {
    const options = { host: base.host, target: base.target };
    expect(buildHandshakeRequest(options).key).not.toBe(buildHandshakeRequest(options).key);
  });

  test('is sent over another method and version where a probe asks for it', () => {
    const { text } = buildHandshakeRequest({ ...base, method: 'POST', httpVersion: '1.0' });
    expect(text).toMatch(/^POST \/ws\/\?a=1 HTTP\/1\.0\r\n/);
  });
});

describe('header fields given', () => {
  test('stand in the place of those with the same name, repeats included, the rest behind', () => {
    const { headers } = buildHandshakeRequest({
      ...base,
      headers: [
        ['Origin', 'https://example.com'],
        ['upgrade', 'h2c'],
        ['upgrade', 'websocket'],
        ['Origin', 'https://example.net'],
      ],
    });
    expect(headers.map((pair) => pair.join(': '))).toEqual([
      'Host: example.com:8080',
      'upgrade: h2c',
      'upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      'Origin: https://example.com',
      'Origin: https://example.net',
    ]);
  });

  test('can leave fields out', () => {
    const { text } = buildHandshakeRequest({ ...base, without: ['upgrade', 'CONNECTION'] });
    expect(text).not.toMatch(/upgrade/i);
  });
});

describe('refuses what would become another request', () => {
  test.each([
    ['a line break in a value', { headers: [['X-A', '1\r\nX-B: 2']] }],
    ['a line break in a name', { headers: [['X-A: 1\r\nX-B', '2']] }],
    ['an empty name', { headers: [['', '2']] }],
    ['a character of more than one byte', { headers: [['X-A', '√']] }],
    ['a space in the target', { target: '/a HTTP/1.1' }],
    ['a line break in the target', { target: '/\r\n' }],
    ['a line break in the method', { method: 'GET\r\n' }],
  ] as const)('%s', (_, options) => {
    expect(() => buildHandshakeRequest({ ...base, ...options })).toThrow(
      /cannot be sent: expected/,
    );
  });
});
