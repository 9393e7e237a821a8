import { expect, test } from 'vitest';
import { parseAddress, parseAddressAndPort, unmapped } from './ip-address.ts';

function read(text: string): string | undefined {
  const address = parseAddress(text);
  return address && `${address.family} ${address.bits.toString(16)}`;
}

test.each([
  ['10.0.0.1', '4 a000001'],
  ['010.0.00.1', '4 a000001'],
  ['10..0.1', '4 a000001'],
  ['...', '4 0'],
  ['::', '6 0'],
  ['::1', '6 1'],
  ['FE80::', '6 fe800000000000000000000000000000'],
  ['1:2:3:4:5:6:7:8', '6 10002000300040005000600070008'],
  [':1:2:3:4:5:6:7:8', '6 10002000300040005000600070008'],
  ['1::2:', '6 10000000000000000000000020000'],
  ['1:2:3:4:5:6:1.2.3.4', '6 10002000300040005000601020304'],
  ['::ffff:10.0.0.1', '6 ffff0a000001'],
])('%j is an address', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test.each([
  ['255.255.255.255', '', '10.0.0', '10.0.0.256', '10.0.0.1.2', '-1.0.0.0', '10.0.0.1 '],
  [':', '1:', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', '12345::', 'g::', '[::1]'],
  ['1:2:3:4:5:6:7::', '::255.255.255.255', ':1.2.3.4', '::a.1.1.1', '1:2:3:4:5:6:7:1.2.3.4'],
])('these are none: %j, %j, …', (...texts) => {
  expect(texts.filter((text) => read(text) !== undefined)).toEqual([]);
});

test('a port may follow, where brackets are around IPv6', () => {
  const read = (text: string) => parseAddressAndPort(text)?.bits;
  expect(['10.0.0.1:80', '10.0.0.1', '[::1]:80', '::1'].map(read)).toEqual([
    0x0a000001n,
    0x0a000001n,
    1n,
    1n,
  ]);
  const wrong = ['10.0.0.1:0', '10.0.0.1:65536', '10.0.0.1:', '[::1]', '[::1]:', '[::1]80', ':80'];
  expect(wrong.map(read)).toEqual(wrong.map(() => undefined));
});

test('a mapped address is that of IPv4', () => {
  expect(unmapped({ family: 6, bits: 0xffff0a000001n })).toEqual({ family: 4, bits: 0x0a000001n });
  expect(unmapped({ family: 6, bits: 1n })).toEqual({ family: 6, bits: 1n });
});
