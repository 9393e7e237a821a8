import { expect, test } from 'vitest';
import { closePayload, readClosePayload } from './close-frame.ts';

test('code and reason there and back', () => {
  const payload = closePayload(4001, 'bye, ☂');
  expect(Buffer.from(payload).toString('hex')).toBe(`0fa1${Buffer.from('bye, ☂').toString('hex')}`);
  expect(readClosePayload(payload)).toEqual({ code: 4001, reason: 'bye, ☂' });
});

test('an empty payload has no code', () => {
  expect(readClosePayload(new Uint8Array(0))).toEqual({ code: null, reason: '' });
});

test('123 bytes of reason fit, 124 do not', () => {
  expect(closePayload(1000, 'x'.repeat(123))).toHaveLength(125);
  expect(() => closePayload(1000, 'x'.repeat(124))).toThrow('at most 123');
});
