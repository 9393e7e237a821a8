import { describe, expect, test } from 'vitest';
import { endOf, headerSent, lineOf, patternOf, serve, tell } from '../trace.fixture.ts';

const TREE = `location / { }
location ^~ /static/ { location ~ \\.v2$ { } }
location /ws { location /ws/deep { } location = /ws/exact { } location ~ \\.nested$ { } }
location = /ws/only { }
location /equal.php { }
location ~* \\.PHP$ { location ~ ^/a { } }
location ~ \\.php$ { }`;

describe('the location that is chosen', () => {
  test.each([
    ['/', '/'],
    ['/ws', '/ws'],
    ['/ws/only', '= /ws/only'],
    ['/ws/exact', '= /ws/exact'],
    ['/ws/deep/a', '/ws/deep'],
    ['/ws/deep/a.php', '~* \\.PHP$'],
    ['/ws/a.nested', '~ \\.nested$'],
    ['/ws/deep/a.nested', '~ \\.nested$'],
    ['/static/a.php', '^~ /static/'],
    ['/static/a.v2', '~ \\.v2$'],
    ['/equal.php', '~* \\.PHP$'],
    ['/a.php', '~ ^/a'],
  ])('%s: %s', (path, expected) => {
    expect(patternOf(serve(TREE, path))).toBe(expected);
  });

  test('none, where nothing fits', () => {
    const traced = serve('location /a { }', '/b', { disk: {} });
    expect([patternOf(traced), endOf(traced)]).toEqual([undefined, '404']);
    expect(traced.steps.map(({ text }) => text)).toContain('no location matches');
  });
});

test('the step names what a regular expression has taken the request from', () => {
  const [step] = serve(TREE, '/ws/deep/a.php').steps.filter(({ kind }) => kind === 'location');
  expect(step).toMatchObject({
    text: '~* \\.PHP$   the first regular expression that matches',
    lost: [{ name: '/ws/deep' }, { name: '~ \\.php$' }],
    surprise: 'a regular expression goes before every plain prefix',
  });
  expect(lineOf(step?.at)).toBe(6);
});

test('a path that lacks the slash is redirected, its arguments kept, its name escaped', () => {
  const lines = 'location "/a b/" { proxy_pass http://c; } location ~ . { return 200; }';
  const traced = serve(lines, '/a%20b?x=1');
  expect(endOf(traced)).toBe('301 http://a.test/a%20b/?x=1');
  expect(traced.steps.at(-1)?.surprise).toBe('the path lacks the slash at its end');
  // A nested one does so for its level.
  const nested = 'location /a { location /a/b/ { proxy_pass http://c; } }';
  expect(endOf(serve(nested, '/a/b'))).toBe('301 http://a.test/a/b/');
});

test('an internal location is not there for clients, but for error_page and try_files', () => {
  const lines = `location = /e { internal; return 302 in; }
    location /t { try_files /none /e; } location /g { error_page 404 /e; return 404; }`;
  const ends = ['/e', '/t', '/g'].map((path) => endOf(serve(lines, path, { disk: {} })));
  expect(ends).toEqual(['404', '302 in', '302 in']);
});

test.each([
  ['', '1048576', 'proxy'],
  ['', '1048577', '413'],
  ['client_max_body_size 1k;', '1025', '413'],
  ['client_max_body_size 0;', '9999999', 'proxy'],
])('%j and a body of %s bytes: %s', (setting, length, expected) => {
  const headers = [`Content-Length: ${length}`];
  const traced = serve(`${setting} location / { proxy_pass http://b; }`, '/', {
    method: 'POST',
    headers,
  });
  expect(endOf(traced).split(' ')[0]).toBe(expected);
});

test('a body that was too large is gone when an error_page hands the request on', () => {
  const lines = 'client_max_body_size 1; error_page 413 /e; location /e { proxy_pass http://b; }';
  const passed = serve(lines, '/', { method: 'POST', headers: ['Content-Length: 9'] });
  const length = headerSent(passed, 'content-length');
  // 0 or 9: nginx tells what it has thrown away by then.
  expect(length && tell(length.value)).toContain('unknown: Content-Length');
});
