import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Frame, OPCODE, type Role } from './frame.ts';
import { FrameReader, type FrameReading } from './frame-reader.ts';
import { writeFrame } from './frame-writer.ts';

function read(hex: string, sender: Role = 'server'): FrameReading {
  return new FrameReader({ sender }).push(Buffer.from(hex, 'hex'));
}

function code(hex: string, sender: Role = 'server'): string | undefined {
  return read(hex, sender).violation?.code;
}

/** A frame without what a test does not look at. */
function brief(frame: Frame): [opcode: number, fin: boolean, payload: string] {
  return [frame.opcode, frame.fin, Buffer.from(frame.payload).toString('hex')];
}

describe('the examples of RFC 6455 5.7', () => {
  test.each<[string, Role, string, ReturnType<typeof brief>]>([
    ['unmasked text', 'server', '810548656c6c6f', [1, true, '48656c6c6f']],
    ['masked text', 'client', '818537fa213d7f9f4d5158', [1, true, '48656c6c6f']],
    ['first fragment', 'server', '010348656c', [1, false, '48656c']],
    ['ping', 'server', '890548656c6c6f', [9, true, '48656c6c6f']],
    ['masked pong', 'client', '8a8537fa213d7f9f4d5158', [10, true, '48656c6c6f']],
    ['256 bytes', 'server', `827e0100${'07'.repeat(256)}`, [2, true, '07'.repeat(256)]],
    [
      '64 KiB',
      'server',
      `827f0000000000010000${'07'.repeat(65536)}`,
      [2, true, '07'.repeat(65536)],
    ],
  ])('%s', (_, sender, hex, expected) => {
    const { frames, violation } = read(hex, sender);
    expect(violation).toBeNull();
    expect(frames.map(brief)).toEqual([expected]);
  });

  test('fragments', () => {
    expect(read('010348656c80026c6f').frames.map(brief)).toEqual([
      [1, false, '48656c'],
      [0, true, '6c6f'],
    ]);
  });
});

describe('a violation', () => {
  test.each([
    ['a reserved bit', 'c100', 'reserved-bits'],
    ['opcode 3', '8300', 'reserved-opcode'],
    ['opcode 15', '8f00', 'reserved-opcode'],
    ['a masked frame of a server', '818037fa213d', 'mask-unexpected'],
    ['a ping without FIN', '0900', 'control-fragmented'],
    ['a ping of 126 bytes', '897e007e', 'control-too-long'],
    ['a continuation of nothing', '8000', 'continuation-without-start'],
    ['a continuation after the end', '010080008000', 'continuation-without-start'],
    ['a new message within a message', '01008100', 'message-interrupted'],
    ['125 in two bytes', '827e007d', 'length-not-minimal'],
    ['65535 in eight bytes', '827f000000000000ffff', 'length-not-minimal'],
    ['the top bit of the length', '827f8000000000000000', 'length-too-large'],
    ['2^62 bytes', '827f4000000000000000', 'too-big'],
    ['a close frame of one byte', '880103', 'close-payload-size'],
    ['close code 1005', '880203ed', 'close-code'],
    ['close code 999', '880203e7', 'close-code'],
    ['a close reason that is not UTF-8', '880303e8ff', 'invalid-utf8'],
    ['text that is not UTF-8', '8101ff', 'invalid-utf8'],
    ['text that ends within a character', '8102e298', 'invalid-utf8'],
    ['fragments that end within a character', '0102e2988000', 'invalid-utf8'],
    ['HTTP where frames should be', Buffer.from('HTTP/1.1').toString('hex'), 'reserved-bits'],
  ])('%s', (_, hex, expected) => {
    expect(code(hex)).toBe(expected);
  });

  test('an unmasked frame of a client', () => {
    expect(code('8100', 'client')).toBe('mask-missing');
  });

  test('is told before the bytes come that a wrong head announces', () => {
    expect(code('83ff')).toBe('reserved-opcode');
  });

  test('comes after the frames before it, and stays', () => {
    const reader = new FrameReader({ sender: 'server' });
    const first = reader.push(Buffer.from('810141c100', 'hex'));
    expect(first.frames.map(brief)).toEqual([[1, true, '41']]);
    const second = reader.push(Buffer.from('810141', 'hex'));
    expect(second).toEqual({ frames: [], violation: first.violation });
    expect(second.violation).toMatchObject({ section: 'RFC 6455 5.2' });
  });
});

describe('near misses', () => {
  test.each([
    ['a close frame without a code', '8800'],
    ['close code 3000', '88020bb8'],
    ['a ping of 125 bytes', `897d${'00'.repeat(125)}`],
    ['a ping within a message', '0101418900800141'],
    ['126 in two bytes', `827e007e${'00'.repeat(126)}`],
    ['a character split between fragments', '0102e298800182'],
    ['bytes that are not UTF-8 in a binary message', '8201ff'],
  ])('%s', (_, hex) => {
    expect(read(hex).violation).toBeNull();
  });

  test('text that is not UTF-8 where it is not checked', () => {
    const reader = new FrameReader({ sender: 'server', checkUtf8: false });
    expect(reader.push(Buffer.from('8101ff', 'hex')).frames).toHaveLength(1);
  });
});

test('the limit counts the fragments of a message together, and not the control frames', () => {
  const reader = new FrameReader({ sender: 'server', maxMessageBytes: 4 });
  expect(reader.push(Buffer.from('02020000890400000000800200008203000000', 'hex'))).toMatchObject({
    violation: null,
  });
  expect(reader.push(Buffer.from('0203000000', 'hex')).violation).toBeNull();
  expect(reader.push(Buffer.from('8002', 'hex')).violation?.code).toBe('too-big');
});

const anyPayload = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.constantFrom(0, 1, 125, 126, 127, 65535, 65536, 65537).map((size) => new Uint8Array(size)),
);
const control = fc.record({
  opcode: fc.constantFrom(OPCODE.ping, OPCODE.pong),
  fin: fc.constant(true),
  payload: fc.uint8Array({ maxLength: 125 }),
});
/** Frames of a right tunnel: messages in one or more fragments, control frames anywhere. */
const anyFrames = fc
  .array(fc.tuple(fc.array(anyPayload, { minLength: 1, maxLength: 4 }), fc.array(control)), {
    maxLength: 6,
  })
  .map((messages) =>
    messages.flatMap(([fragments, controls]) =>
      fragments.flatMap((payload, index) => [
        {
          opcode: index === 0 ? OPCODE.binary : OPCODE.continuation,
          fin: index === fragments.length - 1,
          payload,
        },
        ...(index === 0 ? controls : []),
      ]),
    ),
  );

function pieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const sorted = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  return sorted.map((cut, index) => bytes.subarray(sorted[index - 1] ?? 0, cut));
}

describe('properties', () => {
  test('what is written is read, over any portions', () => {
    const role = fc.constantFrom<Role>('client', 'server');
    fc.assert(
      fc.property(role, anyFrames, fc.array(fc.nat(), { maxLength: 20 }), (sender, sent, cuts) => {
        const bytes = Buffer.concat(sent.map((frame) => writeFrame(sender, frame)));
        const reader = new FrameReader({ sender });
        const readings = pieces(bytes, cuts).map((piece) => reader.push(piece));
        expect(readings.at(-1)?.violation).toBeNull();
        const got = readings.flatMap(({ frames }) => frames);
        expect(got.map(brief)).toEqual(
          sent.map((frame) => [
            frame.opcode,
            frame.fin,
            Buffer.from(frame.payload).toString('hex'),
          ]),
        );
        expect(got.every(({ masked }) => masked === (sender === 'client'))).toBe(true);
      }),
    );
  });

  test('any bytes give the same frames and the same violation at once or byte by byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const whole = new FrameReader({ sender: 'server' }).push(bytes);
        const reader = new FrameReader({ sender: 'server' });
        const readings = [...bytes].map((byte) => reader.push(Uint8Array.of(byte)));
        expect(readings.flatMap(({ frames }) => frames)).toEqual(whole.frames);
        expect(readings.at(-1)?.violation ?? null).toEqual(whole.violation);
      }),
    );
  });
});
