import { expect, test } from 'vitest';
import { lineOf, serve } from '../trace.fixture.ts';

test('what an outer level sets is lost to the first line of the inner one', () => {
  const { passing } = serve(
    `proxy_set_header Upgrade $http_upgrade;
proxy_set_header X-Kept outer;
location / { location /a {
proxy_set_header X-Own 1;
proxy_set_header x-kept inner;
proxy_pass http://b; } }`,
    '/a',
  );
  const dropped = passing?.request?.dropped ?? [];
  expect(dropped.map(({ name, line, by }) => [name, lineOf(line), lineOf(by)])).toEqual([
    ['Upgrade', 1, 4],
  ]);
});

test('nothing is lost where a level takes over', () => {
  const lines = 'proxy_set_header A 1; location / { proxy_pass http://b; }';
  expect(serve(lines, '/').passing?.request?.dropped).toEqual([]);
});
