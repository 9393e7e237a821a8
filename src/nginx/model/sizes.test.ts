import { expect, test } from 'vitest';
import { readSize, readTime } from './sizes.ts';

test.each([
  ['16', 16],
  ['16k', 16_384],
  ['1M', 1_048_576],
  ['1g', 1_073_741_824],
  ['', undefined],
  ['k', undefined],
  ['1.5k', undefined],
])('a size of %j is %s bytes', (text, bytes) => {
  expect(readSize(text)).toBe(bytes);
});

test.each([
  ['60', 60_000],
  ['1m', 60_000],
  ['1h 30m', 5_400_000],
  ['1h30m', 5_400_000],
  ['500ms', 500],
  ['1M', 2_592_000_000],
  ['1d', 86_400_000],
  ['soon', undefined],
  ['1q', undefined],
])('a time of %j is %s ms', (text, ms) => {
  expect(readTime(text)).toBe(ms);
});
