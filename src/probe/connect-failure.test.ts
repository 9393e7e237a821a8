import { expect, test } from 'vitest';
import { connectFailure, connectTimeout } from './connect-failure.ts';

/** An error as Node makes them. */
function errorOf(code: string, message = code, syscall?: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), syscall === undefined ? { code } : { code, syscall });
}

const tcp = { address: '127.0.0.1:8080', inTls: false };
const tls = { address: '127.0.0.1:8443', inTls: true };

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ETIMEDOUT', 'timeout'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ECONNRESET', 'reset'],
  ['EADDRNOTAVAIL', 'local'],
  ['EMFILE', 'local'],
  ['EWHATEVER', 'local'],
])('%s while connecting is %s', (code, kind) => {
  const { failure } = connectFailure(errorOf(code), tcp);
  expect(failure.kind).toBe(kind);
  expect(failure.message).toMatch(/^Connecting to 127\.0\.0\.1:8080 failed: .+\.$/);
  expect(failure.message).toContain(code);
});

test.each([
  [errorOf('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls', 'self-signed'],
  [errorOf('ERR_SSL_WRONG_VERSION_NUMBER'), 'tls', 'does not speak TLS'],
  [errorOf('ERR_SSL_SOMETHING', 'some words of OpenSSL'), 'tls', 'some words of OpenSSL'],
  [errorOf('ECONNRESET', 'read ECONNRESET', 'read'), 'reset', 'ECONNRESET'],
  [errorOf('ECONNRESET', 'Client network socket disconnected'), 'closed', 'closed the connection'],
])('%o in the TLS handshake is %s', (error, kind, words) => {
  const { failure } = connectFailure(error, tls);
  expect(failure.kind).toBe(kind);
  expect(failure.message).toContain('The TLS handshake with 127.0.0.1:8443 failed: ');
  expect(failure.message).toContain(words);
});

test('a time-out says in which step', () => {
  expect(connectTimeout(tcp, 50).failure).toEqual({
    kind: 'timeout',
    message: 'Connecting to 127.0.0.1:8080 was not done within 50 ms.',
  });
  expect(connectTimeout(tls, 50).failure.message).toMatch(/^The TLS handshake with/);
});
