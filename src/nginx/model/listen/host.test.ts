import { describe, expect, test } from 'vitest';
import { normalizeHost } from './host.ts';

const LENIENT = ['1.18.0', '1.22.1', '1.29.3'];

describe.each([...LENIENT, '1.29.4', '1.30.6'])('nginx %s', (version) => {
  test.each([
    ['A.Example.COM', 'a.example.com'],
    ['a:8080', 'a'],
    ['a:', 'a'],
    ['a.', 'a'],
    ['a.:80', 'a'],
    ['.a', '.a'],
    ['[::1]:80', '[::1]'],
    ['[ABC]', '[abc]'],
    ['127.0.0.1', '127.0.0.1'],
  ])('%s is %s', (written, host) => {
    expect(normalizeHost(written, version)).toBe(host);
  });

  test.each(['', ':80', '.', 'a..', 'a..b', 'a/b', 'a:8..0', '[a..b]'])('%s is refused', (host) => {
    expect(normalizeHost(host, version)).toBeUndefined();
  });
});

test.each([
  ['a:x', 'a'],
  ['a:99999', 'a'],
  ['[::1]x', '[::1]'],
  ['[::1', '[::1'],
  ['a|b', 'a|b'],
  ['a:80.', 'a'],
  ['a.:8.', 'a.'],
])('%s is taken for %s up to 1.29.3, and refused since', (written, host) => {
  for (const version of LENIENT) expect(normalizeHost(written, version)).toBe(host);
  expect(normalizeHost(written, '1.29.4')).toBeUndefined();
});

test.each(['a b', 'a\x01', 'a\x7f'])('%j is refused since 1.21.1', (written) => {
  expect(normalizeHost(written, '1.18.0')).toBe(written);
  expect(normalizeHost(written, '1.21.1')).toBeUndefined();
});
