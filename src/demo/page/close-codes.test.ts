import { expect, test } from 'vitest';
import { describeClose } from './close-codes.ts';

test('1006 on an open socket is a line that was cut', () => {
  expect(describeClose(1006, '', true)).toBe('the line was cut without a close frame');
});

test('1006 before the socket was open is a handshake that failed', () => {
  expect(describeClose(1006, '', false)).toBe('the handshake failed: no 101 came back');
});

test('a reason is quoted, and a code of the application is said to be one', () => {
  expect(describeClose(1001, 'bye', true)).toBe('the other end is going away (“bye”)');
  expect(describeClose(4001, '', true)).toBe('a code that is the application’s own');
});
