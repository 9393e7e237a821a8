import { describe, expect, test } from 'vitest';
import { endOf, headersSent, inServer, serve, tell, traceOf } from '../trace.fixture.ts';

function target(url: string, path = '/', extra = ''): string {
  const { passing } = serve(`${extra} location / { proxy_pass ${url}; }`, path);
  const { scheme, hostHeader, port, uri } = passing?.target ?? {};
  return [scheme, hostHeader, port, uri].map((value) => value && tell(value)).join(' | ');
}

describe('scheme, host, port and URI part', () => {
  test.each([
    ['http://b', 'http | b | 80 | '],
    ['https://b', 'https | b | 443 | '],
    ['http://b:80/x', 'http | b | 80 | /x'],
    ['http://b:8080/x?y', 'http | b:8080 | 8080 | /x?y'],
    ['http://[::1]:81', 'http | [::1]:81 | 81 | '],
    ['http://unix:/s.sock:/x', 'http | localhost |  | /x'],
    ['http://$host/$arg_p', 'http | a.test | 80 | /1'],
    ['$arg_u', 'http | c | 80 | /x'],
  ])('%s: %s', (url, expected) => {
    expect(target(url, '/?p=1&u=http://c/x')).toBe(expected);
  });
});

describe('what nginx cannot reach', () => {
  test.each([
    ['location / { proxy_pass http://$arg_a; }', '500'],
    ['location / { proxy_pass $arg_a; }', '500'],
    ['location / { proxy_pass ftp://$host; }', '500'],
    ['location / { proxy_pass http://x.$host; }', '502'],
    ['resolver 127.0.0.1; location / { proxy_pass http://x.$host; }', 'proxy'],
    ['location / { set $b 10.0.0.1; proxy_pass http://$b; }', 'proxy'],
    ['location / { set $b group; proxy_pass http://$b; }', 'proxy'],
    ['location / { proxy_pass http://group; }', 'proxy'],
    ['location / { proxy_pass http://down; }', '502'],
  ])('%s: %s', (lines, expected) => {
    const groups = 'upstream group { server x; } upstream down { server x down; server y down; }';
    expect(endOf(traceOf(inServer(lines, groups), '/')).split(' ')[0]).toBe(expected);
  });

  test('an error_page may answer in its place', () => {
    const lines = 'error_page 502 =302 sorry; location / { proxy_pass http://x.$host; }';
    expect(endOf(serve(lines, '/'))).toBe('302 sorry');
  });

  test('an error_page may be handed on in its place', () => {
    const lines =
      'error_page 502 /sorry; location / { proxy_pass http://x.$host; } location = /sorry { proxy_pass http://b; }';
    const { outcome, passing, steps } = serve(lines, '/');
    expect([outcome.kind, passing?.target?.upstream?.name]).toEqual(['proxy', 'b']);
    const why = steps.find(({ kind }) => kind === 'handler')?.text;
    expect(why).toContain('no resolver is set');
  });
});

test('where it leads is not known where a variable of it is not', () => {
  const traced = serve('location / { proxy_pass http://$upstream_addr/x; }', '/');
  const missing = 'unknown: where proxy_pass leads: it depends on what the upstream does';
  expect(traced.passing?.target?.upstream).toBeUndefined();
  expect(headersSent(traced)).toEqual([`Host: ${missing}`, 'Connection: close']);
});
