import { describe, expect, test } from 'vitest';
import { Model } from '../nginx/model/index.ts';
import { load, objectFiles } from '../nginx/syntax/index.ts';
import { noFacts } from './configuration.fixture.ts';
import { findPaths } from './find-paths.ts';

/** The URLs at which WebSockets are looked for in a server on port 80 with these lines. */
function urlsIn(lines: string): string[] {
  const text = `events {} http { server { listen 80; server_name a.test; ${lines} } }`;
  const files = objectFiles({ 'nginx.conf': Buffer.from(text) });
  const model = new Model(load('nginx.conf', { files }), { version: '1.26.3' });
  return findPaths(model, noFacts).map(({ url }) => url);
}

const HEALTH = 'location = /healthz { return 200; }';
const BACKEND = 'location @ws { proxy_pass http://b; proxy_set_header Upgrade $http_upgrade; }';

describe('an exact location with a return', () => {
  test('is no path', () => {
    const proxied = 'location / { proxy_pass http://b; }';
    expect(urlsIn(`${HEALTH} ${proxied}`)).toEqual(['ws://a.test/']);
  });

  test.each([
    ['its error_page leads to a backend', `error_page 418 = @ws; ${BACKEND}`, 'return 418;'],
    ['something comes before it', BACKEND, 'try_files /x @ws; if ($arg_x) { return 200; }'],
  ])('is one where %s', (_, around, inside) => {
    expect(urlsIn(`${around} location = /healthz { ${inside} }`)).toEqual(['ws://a.test/healthz']);
  });

  test('leads where the server rewrites its path to', () => {
    const ws = 'location /a/ { proxy_pass http://b; proxy_set_header Upgrade $http_upgrade; }';
    const rewrite = 'rewrite ^/healthz$ /a/b last;';
    expect(urlsIn(`${rewrite} location = /healthz { return 200; } ${ws}`)).toEqual([
      'ws://a.test/healthz',
    ]);
  });
});
