import { expect, test } from 'vitest';
import { endOf, headerSent, serve } from '../trace.fixture.ts';

test('limit_except is for the methods that it does not name; GET stands for HEAD', () => {
  const lines = 'location / { proxy_pass http://a; limit_except get { deny all; } }';
  const ends = ['GET', 'HEAD', 'POST'].map((method) => endOf(serve(lines, '/', { method })));
  expect(ends).toEqual(['proxy GET / HTTP/1.0', 'proxy HEAD / HTTP/1.0', '403']);
});

test('it may have a proxy_pass of its own', () => {
  const lines = 'location / { proxy_pass http://a; limit_except POST { proxy_pass http://b; } }';
  const host = (method: string): string | undefined =>
    headerSent(serve(lines, '/', { method }), 'host')?.value.text;
  expect([host('POST'), host('GET')]).toEqual(['a', 'b']);
});
