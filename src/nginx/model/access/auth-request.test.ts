import { describe, expect, test } from 'vitest';
import { readPassing } from '../proxy/passing.ts';
import { endOf, serve, tell } from '../trace.fixture.ts';

const PAGE = 'location / { auth_request /auth; proxy_pass http://b; }';

describe('what the server that is asked says', () => {
  test.each([
    ['return 200;', 'proxy GET / HTTP/1.0'],
    ['return 204;', 'proxy GET / HTTP/1.0'],
    ['return 401;', '401'],
    ['return 403;', '403'],
    ['return 404;', '500'],
    ['return 302 /login;', '500'],
    ['internal; return 403;', '403'],
  ])('%s: %s', (answer, expected) => {
    expect(endOf(serve(`${PAGE} location /auth { ${answer} }`, '/'))).toBe(expected);
  });

  test('off asks nobody', () => {
    const lines =
      'auth_request /auth; location / { auth_request off; return 302 x; } location /auth { return 403; }';
    expect(endOf(serve(lines, '/'))).toBe('302 x');
  });
});

test('a backend that decides leaves a doubt, and the request that it gets is kept', () => {
  const lines = `proxy_set_header Upgrade $http_upgrade; proxy_set_header X-Method $request_method;
    proxy_set_header X-Uri $uri; ${PAGE}
    location = /auth { internal; proxy_pass http://auth/check; }`;
  const traced = serve(lines, '/a?b', { method: 'POST', headers: ['Upgrade: websocket'] });
  expect(traced.outcome.kind).toBe('proxy');
  expect(traced.unknowns).toMatchObject([{ what: 'auth_request /auth' }]);
  const [subrequest] = traced.exchange?.subrequests ?? [];
  const { outcome, location } = subrequest?.exchange ?? {};
  expect(location?.pattern).toBe('= /auth');
  if (outcome?.kind !== 'proxy' || subrequest === undefined) throw new Error('It is proxied.');
  const { request } = readPassing(subrequest.exchange, outcome.at);
  expect(request && tell(request.line)).toBe('GET /check HTTP/1.0');
  const sent = request?.headers.map(({ name, value }) => `${name}: ${tell(value)}`);
  // It inherits what makes a backend believe that a tunnel is asked for.
  expect(sent?.slice(0, 3)).toEqual(['Upgrade: websocket', 'X-Method: POST', 'X-Uri: /auth']);
});

test('a subrequest has no access phase of its own', () => {
  const lines = `${PAGE} location /auth { deny all; auth_request /auth; proxy_pass http://a; }`;
  expect(endOf(serve(lines, '/'))).toBe('proxy GET / HTTP/1.0');
});
