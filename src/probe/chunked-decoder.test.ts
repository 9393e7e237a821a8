import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChunkedDecoder, type ChunkedReading } from './chunked-decoder.ts';
import { latin1Bytes, latin1Text } from './latin1.ts';

function decode(text: string): ChunkedReading {
  return new ChunkedDecoder().push(latin1Bytes(text));
}

test('chunks, extensions and trailers', () => {
  const reading = decode(
    '5\r\nHello\r\n00A ;name="value"\r\n, wide wor\r\n2\r\nld\r\n0\r\nX: y\r\n\r\nrest',
  );
  expect(latin1Text(reading.data)).toBe('Hello, wide world');
  expect(reading).toMatchObject({ done: true, broken: null });
  expect(latin1Text(reading.rest)).toBe('rest');
});

test('what has come is given before the chunk is complete', () => {
  const decoder = new ChunkedDecoder();
  expect(latin1Text(decoder.push(latin1Bytes('5\r\nHe')).data)).toBe('He');
  expect(decoder.push(latin1Bytes('llo'))).toMatchObject({ done: false, broken: null });
  expect(decoder.push(latin1Bytes('\r\n0\r\n\r\n'))).toMatchObject({ done: true });
});

describe('what is broken', () => {
  test.each([
    ['hello\r\n', 'a chunk size'],
    ['\r\n', 'a chunk size'],
    ['-1\r\n', 'a chunk size'],
    ['ffffffffffffffff\r\n', 'a chunk size'],
    ['5\nHello', 'CR LF'],
    ['5\r\nHelloWorld\r\n', 'CR LF behind a chunk'],
    ['a'.repeat(9000), 'more than 8192'],
  ])('%.20j', (text, words) => {
    expect(decode(text).broken).toContain(words);
  });
});

test('what is coded is decoded, over any portions', () => {
  const chunk = fc.uint8Array({ minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(fc.array(chunk), fc.integer({ min: 1, max: 50 }), (chunks, portion) => {
      const coded = Buffer.concat([
        ...chunks.flatMap((bytes) => [
          latin1Bytes(`${bytes.length.toString(16)}\r\n`),
          bytes,
          latin1Bytes('\r\n'),
        ]),
        latin1Bytes('0\r\n\r\n'),
      ]);
      const decoder = new ChunkedDecoder();
      const readings: ChunkedReading[] = [];
      for (let at = 0; at < coded.length; at += portion) {
        readings.push(decoder.push(coded.subarray(at, at + portion)));
      }
      expect(readings.at(-1)).toMatchObject({ done: true, broken: null });
      const data = Buffer.concat(readings.map((reading) => reading.data));
      expect(data.equals(Buffer.concat(chunks))).toBe(true);
    }),
  );
});
