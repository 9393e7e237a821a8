import { describe, expect, test } from 'vitest';
import { endOf, headersSent, serve, valuesAdded } from '../trace.fixture.ts';

test('lines are run in their order, up to the first return', () => {
  expect(
    endOf(serve('set $a 1; if ($a = 1) { set $a 2; } return 302 "=$a"; return 404;', '/')),
  ).toBe('302 =2');
});

describe('an if in a location is a location of its own', () => {
  const LINES = `location / { proxy_pass http://a; add_header X 0; proxy_set_header H base;
    if ($arg_a) { add_header A 1; } if ($arg_b) { add_header B 2; } }`;

  test('the last one that holds is in effect', () => {
    const added = (path: string): string[] => valuesAdded(serve(LINES, path));
    expect(added('/')).toEqual(['X: 0']);
    expect(added('/?a=1')).toEqual(['A: 1']);
    expect(added('/?a=1&c=1')).toEqual(['A: 1']);
    expect(added('/?b=1')).toEqual(['B: 2']);
  });

  test('what it does not say it takes over', () => {
    expect(headersSent(serve(LINES, '/?a=1'))[0]).toBe('H: base');
    expect(endOf(serve(LINES, '/?a=1'))).toBe('proxy GET /?a=1 HTTP/1.0');
  });

  test('the pattern is that of the location', () => {
    expect(serve(LINES, '/?a=1').location?.pattern).toBe('/');
  });
});

test('an if of a server only rewrites', () => {
  const lines =
    'if ($arg_a) { set $a 1; rewrite ^ /b; } location /b { return 302 "=$a"; } location / { return 302 no; }';
  expect(endOf(serve(lines, '/?a=1'))).toBe('302 =1');
  expect(endOf(serve(lines, '/'))).toBe('302 no');
});

test('a break in an if ends the lines around it, too', () => {
  const lines = 'location / { if ($arg_a) { break; } return 302 x; }';
  expect(endOf(serve(lines, '/?a=1', { disk: {} }))).toBe('404');
  expect(endOf(serve(lines, '/'))).toBe('302 x');
});

test('a step tells which if holds', () => {
  const { steps } = serve('if ($http_upgrade ~* ^web) { set $a 1; } return 200;', 'ws://a.test/');
  expect(steps.map(({ text }) => text)).toContain('if ($http_upgrade ~* ^web) holds');
});
