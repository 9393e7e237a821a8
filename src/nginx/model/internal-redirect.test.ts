import { expect, test } from 'vitest';
import { endOf, patternOf, serve } from './trace.fixture.ts';

test('another path, with its own arguments or none', () => {
  const lines = (target: string): string =>
    `error_page 404 ${target}; location = /e { return 302 "=$uri?$args"; } location / { return 404; }`;
  expect(endOf(serve(lines('/e'), '/?a'))).toBe('302 =/e?');
  expect(endOf(serve(lines('/e?b'), '/?a'))).toBe('302 =/e?b');
});

test('what was sent is not what goes upstream any more; a named location changes nothing', () => {
  const pass = 'proxy_pass http://b;';
  const path = `error_page 404 /e; location = /e { ${pass} } location / { return 404; }`;
  expect(endOf(serve(path, '/%61?x'))).toBe('proxy GET /e HTTP/1.0');
  const named = `error_page 404 @e; location @e { ${pass} } location / { return 404; }`;
  const traced = serve(named, '/%61?x');
  expect([endOf(traced), patternOf(traced)]).toEqual(['proxy GET /%61?x HTTP/1.0', '@e']);
});

test('a named location that is not there', () => {
  expect(endOf(serve('error_page 404 @none; location / { return 404; }', '/'))).toBe('500');
});
