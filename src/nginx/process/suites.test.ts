import { expect, test } from 'vitest';
import { isSuiteName, suitesFor } from './suites.ts';

test('the likely suite comes first, then our own, each once', () => {
  expect(suitesFor('debian', '1.26.3', 'bookworm')).toEqual([
    'trixie',
    'bookworm',
    'bullseye',
    'sid',
  ]);
  expect(suitesFor('debian', '1.99.0', 'forky')[0]).toBe('forky');
});

test('a suite name cannot break out of the list of sources', () => {
  expect(isSuiteName('bookworm-backports')).toBe(true);
  for (const text of ['', 'sid main\ndeb', '../sid', 'Sid', '[trusted=yes]']) {
    expect(isSuiteName(text), text).toBe(false);
  }
});
