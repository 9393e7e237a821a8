import { expect, test } from 'vitest';
import { acceptKey, randomKey } from './accept-key.ts';

test('the example of RFC 6455 1.3', async () => {
  expect(await acceptKey('dGhlIHNhbXBsZSBub25jZQ==')).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
});

test('a key is 16 bytes in base64, and fresh', () => {
  const keys = Array.from({ length: 50 }, randomKey);
  expect(new Set(keys).size).toBe(50);
  for (const key of keys) expect(Buffer.from(key, 'base64')).toHaveLength(16);
});
