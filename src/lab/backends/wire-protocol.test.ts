import { expect, test } from 'vitest';
import { exchange, labForTest } from './lab.fixture.ts';
import { wireProtocol } from './wire-protocol.ts';

/** What nginx 1.22.1 sends first, as hex: `fastcgi_pass`, `uwsgi_pass`, `scgi_pass`, and HTTP/2. */
const FIRST_BYTES = [
  ['h2', `${hex('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')}000000040000000000`],
  ['fastcgi', '0101000100080000000100000000000001040001000000'],
  ['uwsgi', '00560000 0c00515545 52595f535452494e47'.replaceAll(' ', '')],
  ['scgi', hex('79:CONTENT_LENGTH\x000\0SCGI\x001\0')],
  ['tls', '16030100c8010000c40303'],
  ['http/1', hex('GET / HTTP/1.1\r\n')],
  ['unknown', '0d0a0d0a000d0a515549540a'],
  ['unknown', '16ff'],
  ['unknown', '0102'],
  ['unknown', '00010001'],
] as const;

test.each(FIRST_BYTES)('%s is known by %s', (protocol, bytes) => {
  expect(wireProtocol(Buffer.from(bytes, 'hex'))).toBe(protocol);
});

test.each(FIRST_BYTES)('%s is known from its bytes one by one', (protocol, bytes) => {
  const whole = Buffer.from(bytes, 'hex');
  const answers = Array.from(whole, (_, at) => wireProtocol(whole.subarray(0, at + 1)));
  expect(answers.find((answer) => answer !== 'more')).toBe(protocol);
});

test.each([
  ['P', 'more'],
  ['PRI', 'more'],
  ['PRI * HTTP/1', 'http/1'],
  ['POST', 'http/1'],
  ['12', 'more'],
  ['12:CONTENT', 'more'],
  ['12:HEADER', 'more'],
  ['', 'more'],
] as const)('%j is %s', (text, protocol) => {
  expect(wireProtocol(Buffer.from(text))).toBe(protocol);
});

test('a netstring of something else is not SCGI', () => {
  expect(wireProtocol(Buffer.from('12:REQUEST_METHOD\0'))).not.toBe('scgi');
});

test.each(FIRST_BYTES.filter(([protocol]) => protocol !== 'http/1' && protocol !== 'tls'))(
  'a connection of %s is ended without a word, and told of (%s)',
  async (protocol, bytes) => {
    const lab = await labForTest();
    const before = lab.inspect.connectionCount();
    expect(await exchange(lab.port(), Buffer.from(bytes, 'hex'))).toBe('');
    const told = [{ node: 'a', protocol, serverName: undefined }];
    expect(lab.inspect.connectionsSince(before)).toEqual(told);
    expect(lab.inspect.connectionCount()).toBe(before + 1);
  },
);

function hex(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex');
}
