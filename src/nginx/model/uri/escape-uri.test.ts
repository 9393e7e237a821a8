import { expect, test } from 'vitest';
import { uriDialect } from './dialect.ts';
import { escapeUri } from './escape-uri.ts';

const ALL = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));

test.each([
  ['uri', 'strict', ' "#%<>?\\^`{|}'],
  ['args', 'strict', ' "#%&+;<>?\\^`{|}'],
  ['uri', 'lenient', ' #%?'],
  ['args', 'lenient', ' #%&+;?'],
] as const)('for %s, %s, these are escaped: %s', (kind, dialect, expected) => {
  expect(ALL.filter((char) => escapeUri(char, kind, dialect) !== char).join('')).toBe(expected);
});

test('bytes are written with two digits', () => {
  expect(escapeUri('\n\x7f\xe9', 'uri', 'strict')).toBe('%0A%7F%E9');
});

test('1.21.1 escapes more', () => {
  expect(uriDialect('1.21.0')).toBe('lenient');
  expect(uriDialect('1.21.1')).toBe('strict');
});
