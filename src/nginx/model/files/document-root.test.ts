import { expect, test } from 'vitest';
import { type Asked, endOf, expand, serve } from '../trace.fixture.ts';

test.each([
  ['', '/a', 'html html/a'],
  ['root /r;', '/a', '/r /r/a'],
  ['root r;', '/a', 'r r/a'],
  ['root /r/$host;', '/a', '/r/a.test /r/a.test/a'],
])('%j for %s: %s', (lines, path, expected) => {
  expect(expand('$document_root $request_filename', path, {}, lines)).toBe(expected);
});

function fileOf(location: string, path: string, asked: Asked = {}): string {
  const lines = location.replace('}', ' return 302 "=$request_filename"; }');
  return endOf(serve(lines, path, asked)).replace('302 =', '');
}

test.each([
  ['location /p/ { alias /d/; }', '/p/a', '/d/a'],
  ['location /p { alias /d; }', '/pa', '/da'],
  ['location =/p { alias /d; }', '/p', '/d'],
  ['location ^~ /p/ { alias /d/; }', '/p/a', '/d/a'],
  ['location ~ ^/p/(.*) { alias /d/$1.txt; }', '/p/a', '/d/a.txt'],
])('an alias stands for the prefix of its location: %s', (location, path, expected) => {
  expect(fileOf(location, path)).toBe(expected);
});

test('a nested location has the alias of the outer one, for the prefix of that', () => {
  expect(fileOf('location /p/ { alias /d/; location /p/q { } }', '/p/qr')).toBe('/d/qr');
});

test('relative paths are read against the prefix, where that is known', () => {
  expect(fileOf('location / { root r; }', '/a', { prefix: '/etc/nginx' })).toBe('/etc/nginx/r/a');
  expect(fileOf('location / { root /r; }', '/a', { prefix: '/etc/nginx' })).toBe('/r/a');
});
