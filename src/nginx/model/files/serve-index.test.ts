import { describe, expect, test } from 'vitest';
import type { FileKind } from '../file-facts.ts';
import { endOf, patternOf, serve } from '../trace.fixture.ts';

const DISK: Record<string, FileKind> = {
  '/r/': 'folder',
  '/r/index.html': 'file',
  '/r/other.html': 'file',
  '/r/empty/': 'folder',
  '/r/file/': 'file',
  '/r/php/': 'folder',
  '/r/php/index.php': 'file',
};

function end(lines: string, path: string, method = 'GET'): string {
  return endOf(serve(`root /r; ${lines}`, path, { disk: DISK, method }));
}

describe('a path that ends in a slash', () => {
  test.each([
    ['', '/', 'file /r/index.html 200'],
    ['index none.html other.html;', '/', 'file /r/other.html 200'],
    ['index $arg_i;', '/?i=other.html', 'file /r/other.html 200'],
    ['index none.html /other.html;', '/', 'file /r/other.html 200'],
    ['', '/empty/', '403'],
    ['', '/none/', '404'],
    ['', '/file/', '500'],
    ['autoindex on;', '/empty/', 'file /r/empty/ 200'],
    ['autoindex on;', '/none/', '404'],
  ])('%j for %s: %s', (lines, path, expected) => {
    expect(end(lines, path)).toBe(expected);
  });

  test('POST gets no list', () => {
    expect(end('autoindex on;', '/empty/', 'POST')).toBe('403');
  });
});

test('another location may serve the index', () => {
  const lines = 'index index.php; location ~ \\.php$ { proxy_pass http://b; }';
  const traced = serve(`root /r; ${lines}`, '/php/?a', { disk: DISK });
  expect([endOf(traced), patternOf(traced)]).toEqual([
    'proxy GET /php/index.php?a HTTP/1.0',
    '~ \\.php$',
  ]);
});

test('without a disk it is the first of the names, or its absence', () => {
  expect(endOf(serve('root /r; index a.html b.html;', '/'))).toBe('file /r/a.html or 404');
});
