import { expect, test } from 'vitest';
import { configValid } from '../config-valid.ts';
import { findingsOf, inServer, mended, placesOf } from '../judged.fixture.ts';

test.each([
  [
    'arguments too many',
    'location / {\nproxy_set_header A $uri # why\n  proxy_set_header B $uri;\n}',
    8,
    'proxy_set_header A $uri; # why',
  ],
  ['a block', 'server_name b\nlocation / {\nreturn 204;\n}', 7, 'server_name b;\nlocation / {'],
  ['several', 'root /a\nexpires 1h\ngzip on;', 7, 'root /a;\nexpires 1h;\ngzip on;'],
])('%s: the ";" is put where it is missing', (_, lines, line, meant) => {
  const text = inServer(lines).replace('        server_name a.example;\n', '\n');
  expect(placesOf(findingsOf(configValid, text))).toEqual([`error ${line}`]);
  expect(mended(configValid, text)['nginx.conf']).toContain(meant);
});

test.each([
  ['no directive', 'root /a\nb;'],
  ['a directive of another place', 'root /a\nworker_processes 1;'],
  ['on the same line', 'root /a gzip on;'],
  ['quoted', 'root /a\n"gzip" on;'],
])('what is %s is no line of its own', (_, lines) => {
  const [finding, ...others] = findingsOf(configValid, inServer(lines));
  expect([finding?.line, finding?.fix, others]).toEqual([7, null, []]);
});
