import { expect, test } from 'vitest';
import { readableBytes } from './readable-bytes.ts';

const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

test.each([
  ['plain ASCII', 'Connection says "upgrade"', 'Connection says "upgrade"'],
  ['UTF-8 as bytes', `says "${bytesOf('“upgrade”')}"`, 'says "“upgrade”"'],
  ['beside words of our own', `Host: — is ${bytesOf('bücher')}`, 'Host: — is bücher'],
  ['bytes that are no UTF-8', 'caf\u00e9\u00e8', 'caf\u00e9\u00e8'],
])('%s', (_, text, expected) => {
  expect(readableBytes(text)).toBe(expected);
});
