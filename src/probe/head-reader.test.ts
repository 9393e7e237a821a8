import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeadReader, type HeadReading, MAX_HEAD_BYTES } from './head-reader.ts';
import { latin1Bytes } from './latin1.ts';

function read(text: string): HeadReading {
  return new HeadReader().push(latin1Bytes(text));
}

function head(text: string) {
  const reading = read(text);
  if (reading.kind !== 'head') throw new Error(`got ${JSON.stringify(reading)}`);
  return reading.head;
}

function problems(text: string): string[] {
  return head(text).problems.map(({ code }) => code);
}

const example =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nX-a:\r\nx-A:  1, 2 \r\n\r\n';

describe('a head', () => {
  test('keeps order, letter case and repeats', () => {
    expect(head(example)).toEqual({
      httpVersion: '1.1',
      status: 101,
      reason: 'Switching Protocols',
      headers: [
        ['Upgrade', 'websocket'],
        ['X-a', ''],
        ['x-A', '1, 2'],
      ],
      problems: [],
    });
  });

  test('may have no reason and no fields', () => {
    expect(head('HTTP/1.0 200\r\n\r\n')).toMatchObject({ status: 200, reason: '', headers: [] });
    expect(head('HTTP/1.1 200 \r\n\r\n')).toMatchObject({ status: 200, reason: '' });
  });

  test('is the same wherever it is split, and leaves what follows', () => {
    const bytes = latin1Bytes(`${example}rest`);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const reader = new HeadReader();
      const first = reader.push(bytes.subarray(0, cut));
      const reading = first.kind === 'more' ? reader.push(bytes.subarray(cut)) : first;
      if (reading.kind !== 'head') throw new Error(`no head when cut at ${cut}`);
      expect(reading.head).toEqual(head(example));
      const left = Math.min(4, bytes.length - cut);
      const rest = first.kind === 'head' ? 4 - left : 4;
      expect(reading.rest).toHaveLength(rest);
    }
  });
});

describe('problems that leave it readable', () => {
  test.each([
    ['HTTP/1.1 200 OK\nA: 1\n\n', 'bare-line-feed'],
    ['HTTP/1.1 200 OK\r\nA: 1\r\n  2\r\n\r\n', 'folded-line'],
    ['HTTP/1.1 200 OK\r\nA : 1\r\n\r\n', 'space-before-colon'],
    ['HTTP/1.1 200 OK\r\nno colon\r\n\r\n', 'bad-header-line'],
    ['HTTP/1.1 200 OK\r\n: no name\r\n\r\n', 'bad-header-line'],
    ['HTTP/1.1 200 OK\r\n leading: 1\r\n\r\n', 'bad-header-line'],
    ['HTTP/1.1 200 OK\r\nA: \u0001\r\n\r\n', 'control-character'],
    ['HTTP/1.1 200 OK\r\nA: a\rb\r\n\r\n', 'control-character'],
  ])('%j: %s', (text, code) => {
    expect(problems(text)).toEqual([code]);
  });

  test('a folded value is joined', () => {
    expect(head('HTTP/1.1 200 OK\r\nA: 1\r\n\t2\r\nB: 3\r\n\r\n').headers).toEqual([
      ['A', '1 2'],
      ['B', '3'],
    ]);
  });
});

describe('what is no head', () => {
  test.each([
    ['SSH-2.0-OpenSSH\r\n'],
    ['\r\n'],
    ['HTTQ'],
    ['http/1.1 200 OK\r\n\r\n'],
    ['HTTP/1.1 20 OK\r\n\r\n'],
    ['HTTP/1.1  200 OK\r\n\r\n'],
    ['HTTP/2 200\r\n\r\n'],
  ])('%j', (text) => {
    const reading = read(text);
    expect(reading).toMatchObject({
      kind: 'broken',
      message: expect.stringMatching(/^Got .*expected/),
    });
  });

  test('TLS is recognised', () => {
    const reading = new HeadReader().push(Uint8Array.of(0x15, 3, 1, 0, 2, 2, 70));
    expect(reading).toMatchObject({ message: expect.stringContaining('try wss:') });
  });

  test('a head without end', () => {
    const reader = new HeadReader();
    expect(reader.push(latin1Bytes('HTTP/1.1 200 OK\r\n'))).toEqual({ kind: 'more' });
    const line = latin1Bytes(`X-Long: ${'x'.repeat(1000)}\r\n`);
    let reading: HeadReading = { kind: 'more' };
    let pushed = 0;
    while (reading.kind === 'more' && pushed <= 2 * MAX_HEAD_BYTES) {
      reading = reader.push(line);
      pushed += line.length;
    }
    expect(reading).toMatchObject({ kind: 'broken', message: expect.stringContaining('65536') });
  });
});

test('any bytes are read or told to be broken, at once as byte by byte', () => {
  const start = fc.constantFrom('', 'H', 'HTTP/1.1 200 OK\r\n', 'HTTP/1.1 200 OK\r\nA: 1\n');
  const soup = fc.array(fc.constantFrom('\r', '\n', ':', ' ', 'a', '\0', '\x80'), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(start, soup, (first, rest) => {
      const bytes = latin1Bytes(first + rest.join(''));
      const whole = new HeadReader().push(bytes);
      const reader = new HeadReader();
      let reading: HeadReading = { kind: 'more' };
      for (const byte of bytes) {
        reading = reader.push(Uint8Array.of(byte));
        if (reading.kind !== 'more') break;
      }
      expect(reading.kind).toBe(whole.kind);
      if (reading.kind === 'head' && whole.kind === 'head') {
        expect(reading.head).toEqual(whole.head);
      }
    }),
  );
});
