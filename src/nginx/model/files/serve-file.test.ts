import { describe, expect, test } from 'vitest';
import type { FileKind } from '../file-facts.ts';
import { endOf, serve } from '../trace.fixture.ts';

const DISK: Record<string, FileKind> = {
  '/r/a.txt': 'file',
  '/r/folder': 'folder',
  '/r/a folder': 'folder',
  '/r/': 'folder',
};

describe('what stands at the path', () => {
  test.each([
    ['GET', '/a.txt', 'file /r/a.txt 200'],
    ['HEAD', '/a.txt', 'file /r/a.txt 200'],
    ['POST', '/a.txt', '405'],
    ['PUT', '/a.txt', '405'],
    ['GET', '/none', '404'],
    ['POST', '/none', '404'],
    ['PUT', '/none', '405'],
    ['GET', '/folder', '301 http://a.test/folder/'],
    ['GET', '/folder?a', '301 http://a.test/folder/?a'],
    ['GET', '/a%20folder', '301 http://a.test/a%20folder/'],
    ['PUT', '/', '405'],
  ])('%s %s: %s', (method, path, expected) => {
    expect(endOf(serve('root /r;', path, { method, disk: DISK }))).toBe(expected);
  });
});

test('headers that ask for a part, or for something newer, leave the status open', () => {
  const traced = serve('root /r;', '/a.txt', { disk: DISK, headers: ['Range: bytes=0-1'] });
  expect(endOf(traced)).toBe('file /r/a.txt or 404');
});

test('an error_page gives a file its status', () => {
  const lines = 'root /r; error_page 404 /a.txt; location = /x { return 404; }';
  expect(endOf(serve(lines, '/x', { disk: DISK }))).toBe('file /r/a.txt 404');
  expect(endOf(serve(lines.replace('404 /a', '404 =200 /a'), '/x', { disk: DISK }))).toBe(
    'file /r/a.txt 200',
  );
});

test('a 200 that an error_page sets is cut down as any other, another status is not', () => {
  const asked = { disk: DISK, headers: ['Range: bytes=0-1'] };
  const page = (status: string): string => `root /r; error_page 404 ${status} /a.txt;`;
  expect(endOf(serve(page('=200'), '/none', asked))).toBe('file /r/a.txt or 404');
  expect(endOf(serve(page('=201'), '/none', asked))).toBe('file /r/a.txt 201');
});

test('an alias of a path that was rewritten is an error, after the method', () => {
  const lines = 'location / { alias /r; rewrite ^ /a.txt break; }';
  expect(endOf(serve(lines, '/', { disk: DISK }))).toBe('500');
  expect(endOf(serve(lines, '/', { disk: DISK, method: 'PUT' }))).toBe('405');
});

describe('where the disk is not at hand', () => {
  test.each([
    ['root /r;', '/ws', '404'],
    ['root /r;', '/socket.io/?EIO=4', '404'],
    ['root /r;', '/collab/notes.json', '404'],
    ['root /r;', '/page.html', 'file /r/page.html or 404'],
    ['root /r;', '/', 'file /r/index.html or 404'],
    ['location /p/ { alias /d/; }', '/p/', 'file /d/index.html or 404'],
    ['location /p/ { alias /d/; }', '/p/ws', '404'],
    ['location = /p { alias /d/a; }', '/p', 'file /d/a or 404'],
    ['root /r; location / { try_files $uri /app; }', '/ws', 'file /r/app or 404'],
  ])('%s, %s: %s', (lines, path, expected) => {
    expect(endOf(serve(lines, path))).toBe(expected);
  });

  test('the absence of what a client names has its error_page, and leaves a doubt', () => {
    const lines =
      'root /r; error_page 404 = @app; location / { } location @app { proxy_pass http://b; }';
    const traced = serve(lines, '/ws');
    expect(endOf(traced)).toBe('proxy GET /ws HTTP/1.0');
    expect(traced.unknowns).toMatchObject([{ what: 'the file /r/ws' }]);
  });
});
