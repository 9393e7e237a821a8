import { expect, test } from 'vitest';
import { closeCode } from './close-code.ts';

test.each([
  [1000, 'normal closure', true],
  [1001, 'going away', true],
  [1004, 'reserved', false],
  [1005, 'no status received', false],
  [1006, 'abnormal closure', false],
  [1011, 'internal error', true],
  [1014, 'bad gateway', true],
  [1015, 'TLS handshake', false],
  [0, 'invalid', false],
  [999, 'invalid', false],
  [1016, 'unassigned', false],
  [2999, 'unassigned', false],
  [3000, 'registered', true],
  [3999, 'registered', true],
  [4000, 'private', true],
  [4999, 'private', true],
  [5000, 'invalid', false],
  [65535, 'invalid', false],
])('%i is %s; may be sent: %s', (code, name, mayBeSent) => {
  expect(closeCode(code)).toMatchObject({ code, name, mayBeSent });
  expect(closeCode(code).meaning).toMatch(/^[A-Z].*\.$/);
});
