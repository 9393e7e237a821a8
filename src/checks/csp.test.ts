import { describe, expect, test } from 'vitest';
import { csp } from './csp.ts';
import { fixed, found } from './found.fixture.ts';

function policy(text: string): { server: string } {
  return {
    server: `listen 80; server_name a.test;\nadd_header Content-Security-Policy "${text}";`,
  };
}

describe('csp', () => {
  // Tried in Chromium 156: what is refused here is refused there.
  test.each([
    "default-src 'self'; connect-src https://api.test",
    'connect-src http: https:',
    'connect-src a.test',
    "connect-src 'none'",
    'default-src https:',
    "connect-src https://api.test; connect-src 'self'",
  ])('%s', (text) => {
    expect(found(csp, policy(text))).toEqual([
      `warning: add_header Content-Security-Policy "${text}"`,
    ]);
  });

  test.each([
    "default-src 'self'",
    "default-src 'none'; connect-src 'self'",
    'connect-src *',
    'connect-src wss:',
    'connect-src ws://a.test',
    "frame-ancestors 'none'",
    "default-src 'none'; frame-ancestors 'none'",
    'connect-src $unknown_to_us',
  ])('near miss: %s', (text) => {
    expect(found(csp, policy(text))).toEqual([]);
  });

  test('the policy of uploads is none of the page', () => {
    const uploads = `location /uploads/ { add_header Content-Security-Policy "connect-src 'none'"; }`;
    expect(found(csp, { server: `listen 80; ${uploads}` })).toEqual([]);
    expect(found(csp, { server: `listen 80; ${uploads.replace('/uploads/', '/')}` })).toHaveLength(
      1,
    );
  });

  test.each([
    [
      "default-src 'self' https:; connect-src https://api.test",
      "connect-src https://api.test 'self'",
    ],
    ['default-src https:;', "default-src https:; connect-src https: 'self'"],
    ["connect-src 'none'; img-src *", "connect-src 'self'; img-src *"],
  ])('the fix of %s', (before, after) => {
    const text = fixed(csp, policy(before));
    expect(text).toContain(after);
    expect(found(csp, text)).toEqual([]);
  });
});
