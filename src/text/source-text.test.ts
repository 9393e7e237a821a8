import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceText } from './source-text.ts';

test('keeps every byte, also those that are no UTF-8', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = SourceText.fromBytes(bytes);
      expect(text.length).toBe(bytes.length);
      expect(text.toBytes()).toEqual(bytes);
    }),
  );
});

test('gives back more bytes than one call takes', () => {
  const bytes = new Uint8Array(100_001).map((_, index) => index & 0xff);
  expect(SourceText.fromBytes(bytes).toBytes()).toEqual(bytes);
});

test('shows bytes as UTF-8, and takes text as UTF-8', () => {
  const text = SourceText.fromBytes(new TextEncoder().encode('größe €'));
  expect(text.chars).not.toBe('größe €');
  expect(text.show(text.chars)).toBe('größe €');
  expect(text.encode('größe €')).toBe(text.chars);
  expect(text.show('\xff')).toBe('\ufffd');
});

test('keeps a string as it is', () => {
  const text = SourceText.fromString('größe \ud800');
  expect(text.show(text.chars)).toBe('größe \ud800');
  expect(text.encode('ö')).toBe('ö');
  expect(SourceText.fromString('ö').toBytes()).toEqual(new Uint8Array([0xc3, 0xb6]));
});

test.each([
  [0, 1, 1],
  [1, 1, 2],
  [2, 1, 3],
  [3, 2, 1],
  [5, 3, 1],
  [6, 4, 1],
])('offset %i is line %i, column %i', (offset, line, column) => {
  const text = SourceText.fromString('a\r\nb\n\n');
  expect(text.position(offset)).toEqual({ line, column });
  expect(text.line(offset)).toBe(line);
});

test('tells the line break in use', () => {
  expect(SourceText.fromString('a').lineBreak).toBe('\n');
  expect(SourceText.fromString('\na\r\n').lineBreak).toBe('\n');
  expect(SourceText.fromString('a\r\nb\n').lineBreak).toBe('\r\n');
});
