import { describe, expect, test } from 'vitest';
import type { FileKind } from '../file-facts.ts';
import { endOf, patternOf, serve } from '../trace.fixture.ts';

const DISK: Record<string, FileKind> = {
  '/r/a.txt': 'file',
  '/r/index.html': 'file',
  '/r/folder': 'folder',
  '/r/folder/': 'folder',
  '/alias/x': 'file',
  '/alias/f.txt': 'file',
};

const ROOT = 'root /r;';
const SPA = `${ROOT} location / { try_files $uri $uri/ /index.html; }`;

function end(lines: string, path: string): string {
  return endOf(serve(lines, path, { disk: DISK }));
}

describe('the first that is there, or the last word', () => {
  test.each([
    [SPA, '/a.txt', 'file /r/a.txt 200'],
    [SPA, '/none', 'file /r/index.html 200'],
    [SPA, '/folder', '301 http://a.test/folder/'],
    [`${ROOT} location / { try_files $uri =404; }`, '/none', '404'],
    [`${ROOT} location / { try_files $uri =410; }`, '/none', '410'],
    [`${ROOT} location / { try_files $uri =404; }`, '/folder', '404'],
    [`${ROOT} location / { try_files /a.txt =404; }`, '/none', 'file /r/a.txt 200'],
    [`${ROOT} location / { try_files $uri/ =404; }`, '/a.txt', '404'],
    [`${ROOT} try_files $uri /a.txt;`, '/none', 'file /r/a.txt 200'],
  ])('%s, %s: %s', (lines, path, expected) => {
    expect(end(lines, path)).toBe(expected);
  });

  test('a named location keeps the path, another path begins anew with its arguments', () => {
    const lines = `${ROOT} location / { try_files $uri @app; } location @app { proxy_pass http://b; }
      location /go { try_files $uri /new?a=$arg_b; } location /new { return 302 "=$args"; }`;
    const named = serve(lines, '/none?x', { disk: DISK });
    expect([endOf(named), patternOf(named)]).toEqual(['proxy GET /none?x HTTP/1.0', '@app']);
    expect(end(lines, '/go?b=1')).toBe('302 =a=1');
    expect(end(`${ROOT} location / { try_files $uri @none; }`, '/none')).toBe('500');
    expect(end(`${ROOT} location / { try_files $uri /none; }`, '/a')).toBe('500');
  });
});

test('not handed down to nested locations or to an if', () => {
  const lines = `${ROOT} location / { try_files /a.txt =410; location /n { } if ($arg_i) { } }`;
  expect(['/', '/n', '/?i=1'].map((path) => end(lines, path))).toEqual([
    'file /r/a.txt 200',
    '404',
    'file /r/index.html 200',
  ]);
});

describe('with an alias', () => {
  test('its own folder is taken to be there where the disk is not at hand', () => {
    const app = 'location @app { proxy_pass http://b; }';
    const ends = (lines: string, ...paths: string[]): string[] =>
      paths.map((path) => endOf(serve(`${lines} ${app}`, path)));
    const own = 'location /p { alias /alias; try_files $uri $uri/ @app; }';
    expect(ends(own, '/p/', '/p/x')).toEqual([
      'file /alias/index.html or 404',
      'proxy GET /p/x HTTP/1.0',
    ]);
    // What a root may hold is not said.
    const root = 'location /p { root /r; try_files $uri $uri/ @app; }';
    expect(ends(root, '/p/')).toEqual(['proxy GET /p/ HTTP/1.0']);
  });

  test('the prefix of the location is replaced', () => {
    const lines = 'location /p/ { alias /alias/; try_files $uri /p/$arg_f f.txt =404; }';
    expect(end(lines, '/p/x')).toBe('file /alias/x 200');
    expect(end(lines, '/p/y?f=f.txt')).toBe('file /alias/f.txt 200');
    expect(end(lines, '/p/y')).toBe('file /alias/f.txt 200');
    // Only a text with variables is taken to begin with the prefix.
    const literal = 'location /p/ { alias /alias/; try_files /p/f.txt =404; }';
    expect(end(literal, '/p/y')).toBe('404');
  });

  test('in an expression the file is appended to the alias', () => {
    const lines = 'location ~ ^/p { alias /alias; try_files /f.txt =404; }';
    expect(end(lines, '/p')).toBe('file /alias/f.txt 200');
  });

  test('of a path that was rewritten it is an error', () => {
    const outer = 'rewrite ^ /p/x break; location /p/ { alias /alias/; try_files $uri =404; }';
    expect(end(outer, '/p/x')).toBe('500');
    const inner = 'location /p/ { alias /alias/; rewrite ^ /q break; try_files $uri =404; }';
    expect(end(inner, '/p/x')).toBe('500');
  });
});

describe('where the disk is not at hand', () => {
  test('what the request names is taken to be missing, with a doubt', () => {
    const traced = serve(
      `${ROOT} location / { try_files $uri @app; } location @app { return 302 app; }`,
      '/x',
    );
    expect(endOf(traced)).toBe('302 app');
    expect(traced.unknowns).toMatchObject(
      [{ what: 'the file /r/x', why: /taken not to be there/ }].map((doubt) => ({
        ...doubt,
        why: expect.stringMatching(doubt.why),
      })),
    );
  });

  test('what the configuration itself falls back to, to be there', () => {
    const traced = serve(SPA, '/x');
    expect([endOf(traced), patternOf(traced)]).toEqual(['file /r/index.html or 404', '/']);
  });
});
