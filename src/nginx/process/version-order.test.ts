import { expect, test } from 'vitest';
import { compareVersions, isVersion } from './version-order.ts';

test('versions are ordered by number, not by letter', () => {
  const versions = ['1.9.15', '1.30.6', '1.22.1', '1.26.3', '1.22.0'];
  expect(versions.sort(compareVersions)).toEqual([
    '1.9.15',
    '1.22.0',
    '1.22.1',
    '1.26.3',
    '1.30.6',
  ]);
  expect(compareVersions('1.22.1', '1.22.1')).toBe(0);
});

test('only three numbers are a version', () => {
  expect(isVersion('1.22.1')).toBe(true);
  for (const text of ['1.22', 'bookworm', '1.22.1-9', '/usr/sbin/nginx', '']) {
    expect(isVersion(text), text).toBe(false);
  }
});
