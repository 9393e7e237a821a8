import { expect, test } from 'vitest';
import { FrameReader } from './frame-reader.ts';
import { type Message, MessageAssembler } from './message.ts';

function messages(...hex: string[]): Message[] {
  const reader = new FrameReader({ sender: 'server' });
  const assembler = new MessageAssembler();
  const { frames, violation } = reader.push(Buffer.from(hex.join(''), 'hex'));
  expect(violation).toBeNull();
  return frames.map((frame) => assembler.add(frame)).filter((message) => message !== null);
}

test('fragments become one message, with a ping between them', () => {
  expect(messages('010348656c', '8900', '80026c6f')).toEqual([{ kind: 'text', text: 'Hello' }]);
});

test('a character may be split between fragments', () => {
  expect(messages('0102e298', '800182')).toEqual([{ kind: 'text', text: '☂' }]);
});

test('binary stays bytes, and messages follow each other', () => {
  expect(messages('020101', '800102', '8100', '820103')).toEqual([
    { kind: 'binary', bytes: Uint8Array.of(1, 2) },
    { kind: 'text', text: '' },
    { kind: 'binary', bytes: Uint8Array.of(3) },
  ]);
});
