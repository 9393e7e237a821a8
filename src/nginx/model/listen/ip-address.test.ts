import { expect, test } from 'vitest';
import { mappedIpv6, parseIp } from './ip-address.ts';

test.each([
  ['127.0.0.1', '127.0.0.1', false],
  ['0.0.0.0', '0.0.0.0', true],
  ['010.0.0.1', '10.0.0.1', false],
  ['::1', '::1', false],
  ['[::]', '::', true],
  ['2001:0DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1', false],
  ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7', false],
  ['::ffff:127.0.0.1', '::ffff:7f00:1', false],
])('%s is one address, written %s', (written, text, wildcard) => {
  expect(parseIp(written)).toEqual({ family: text.includes(':') ? 6 : 4, text, wildcard });
});

test.each(['', 'localhost', '127.0.0', '256.0.0.1', '[127.0.0.1]', '1::2::3', ':::'])(
  '"%s" is no address',
  (written) => {
    expect(parseIp(written)).toBeUndefined();
  },
);

test('an IPv4 connection comes to an IPv6 socket by a mapped address', () => {
  expect(mappedIpv6('127.0.0.1')).toBe(parseIp('::ffff:127.0.0.1')?.text);
});
