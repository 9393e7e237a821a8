import { expect, test } from 'vitest';
import { serve } from './trace.fixture.ts';

/** Name and reason of each location that lost. */
function lost(lines: string, path: string): string[] {
  const [step] = serve(lines, path).steps.filter(({ kind }) => kind === 'location');
  return (step?.lost ?? []).map(({ name, why }) => `${name}: ${why}`);
}

test('an expression that ^~ keeps out', () => {
  const lines = 'location / { } location ^~ /ws/ { } location ~ ws { } location ~ other { }';
  expect(lost(lines, '/ws/a')).toEqual([
    '~ ws: it matches, but the ^~ of ^~ /ws/ keeps expressions out',
  ]);
});

test('what matches beside a location that is equal to the path', () => {
  const lines = 'location /ws { } location = /ws { } location ~ ^/w { }';
  expect(lost(lines, '/ws')).toEqual([
    '/ws: it matches, but = /ws is equal to the path',
    '~ ^/w: it matches, but = /ws is equal to the path',
  ]);
});

test('a prefix and a later expression lose against the first expression', () => {
  const lines = 'location /ws/ { } location ~ ws { } location ~ a$ { }';
  expect(lost(lines, '/ws/a')).toEqual([
    '/ws/: a prefix; a regular expression that matches goes before it',
    '~ a$: it matches, too, but ~ ws stands before it',
  ]);
});

test('a nested expression goes before those around it, and its own location has lost nothing', () => {
  const lines = 'location /ws/ { location ~ a$ { } } location ~ ws { }';
  expect(lost(lines, '/ws/a')).toEqual(['~ ws: it matches, too, but ~ a$ stands before it']);
  expect(lost('location / { } location /ws/ { }', '/ws/a')).toEqual([]);
});
