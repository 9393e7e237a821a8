import { expect, test } from 'vitest';
import type { Outcome } from './outcome.ts';
import { traceSubrequest } from './subrequest.ts';
import { serve } from './trace.fixture.ts';

test('it shares variables with the request it is a part of, and has a URI of its own', () => {
  const traced = serve(
    'set $a 1; auth_request /auth?x=$arg_y; location /auth { set $a 2; return 200; } location / { proxy_set_header A $a; proxy_pass http://b; }',
    '/?y=3',
  );
  const [subrequest] = traced.exchange?.subrequests ?? [];
  expect(subrequest?.exchange).toMatchObject({
    uri: '/auth',
    args: 'x=3',
    method: 'GET',
    internal: true,
  });
  expect(traced.passing?.request?.headers[0]).toMatchObject({ name: 'A', value: { text: '2' } });
  expect(subrequest?.exchange.main).toBe(traced.exchange);
});

test('too many within each other are an error', () => {
  const { exchange } = serve('return 200;', '/');
  const at = exchange?.server.named('return')[0];
  if (exchange === undefined || at === undefined) throw new Error('Nothing listens.');
  const nest = (outer: typeof exchange): Outcome =>
    traceSubrequest(outer, { target: '/deeper', at }, nest);
  expect(nest(exchange)).toMatchObject({ status: 500, why: 'subrequests nest too deep' });
});

test('a body that was too large for the request is gone for what it asks', () => {
  const lines =
    'client_max_body_size 1; auth_request /auth; location / { error_page 413 /e; } location = /auth { return 401; }';
  const traced = serve(lines, '/', { method: 'PUT', headers: ['Content-Length: 3'] });
  expect(traced.outcome).toMatchObject({ kind: 'response', status: 401 });
});
