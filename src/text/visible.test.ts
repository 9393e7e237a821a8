import { expect, test } from 'vitest';
import { visible } from './visible.ts';

test('what a terminal would obey is shown as a mark', () => {
  expect(visible('a\u001b[31mb\u009bc\u202ed\r')).toBe('a\ufffd[31mb\ufffdc\ufffdd\ufffd');
});

test('letters of any script, and tabs as spaces, are left', () => {
  expect(visible('\tä → 漢 …')).toBe('    ä → 漢 …');
});
