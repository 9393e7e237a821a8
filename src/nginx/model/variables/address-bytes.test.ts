import { expect, test } from 'vitest';
import { addressBytes } from './address-bytes.ts';

test.each([
  ['192.0.2.7', 'c0000207'],
  ['2001:db8::1', '20010db8000000000000000000000001'],
  ['unix:', '756e69783a'],
])('%s is %s', (text, hex) => {
  expect(Buffer.from(addressBytes(text), 'latin1').toString('hex')).toBe(hex);
});
