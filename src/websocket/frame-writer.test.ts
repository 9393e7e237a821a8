import { describe, expect, test } from 'vitest';
import { OPCODE, type Role } from './frame.ts';
import { type FrameToWrite, writeFrame } from './frame-writer.ts';

const hello = new TextEncoder().encode('Hello');
const maskingKey = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

function hex(sender: Role, frame: FrameToWrite): string {
  return Buffer.from(writeFrame(sender, frame)).toString('hex');
}

describe('the examples of RFC 6455 5.7', () => {
  test.each<[string, Role, FrameToWrite, string]>([
    ['unmasked text', 'server', { opcode: OPCODE.text, payload: hello }, '810548656c6c6f'],
    [
      'masked text',
      'client',
      { opcode: OPCODE.text, payload: hello, maskingKey },
      '818537fa213d7f9f4d5158',
    ],
    [
      'first fragment',
      'server',
      { opcode: OPCODE.text, payload: hello.subarray(0, 3), fin: false },
      '010348656c',
    ],
    [
      'last fragment',
      'server',
      { opcode: OPCODE.continuation, payload: hello.subarray(3) },
      '80026c6f',
    ],
    ['ping', 'server', { opcode: OPCODE.ping, payload: hello }, '890548656c6c6f'],
    [
      'masked pong',
      'client',
      { opcode: OPCODE.pong, payload: hello, maskingKey },
      '8a8537fa213d7f9f4d5158',
    ],
    [
      '256 bytes',
      'server',
      { opcode: OPCODE.binary, payload: new Uint8Array(256) },
      `827e0100${'00'.repeat(256)}`,
    ],
    [
      '64 KiB',
      'server',
      { opcode: OPCODE.binary, payload: new Uint8Array(65536) },
      `827f0000000000010000${'00'.repeat(65536)}`,
    ],
  ])('%s', (_, sender, frame, expected) => {
    expect(hex(sender, frame)).toBe(expected);
  });
});

test('lengths are written in as few bytes as they fit in', () => {
  const head = (length: number): string =>
    hex('server', { opcode: OPCODE.binary, payload: new Uint8Array(length) }).slice(0, 20);
  expect(head(0)).toBe('8200');
  expect(head(125)).toMatch(/^827d/);
  expect(head(126)).toMatch(/^827e007e/);
  expect(head(65535)).toMatch(/^827effff/);
});

test('what the standard forbids can be written', () => {
  expect(hex('server', { opcode: 0xb, rsv: 5, fin: false })).toBe('5b00');
});

test('a client masks with a fresh key each time', () => {
  const frames = Array.from({ length: 20 }, () => hex('client', { opcode: OPCODE.ping }));
  expect(new Set(frames).size).toBeGreaterThan(1);
  for (const frame of frames) expect(frame).toMatch(/^8980[0-9a-f]{8}$/);
});
