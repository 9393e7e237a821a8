import { describe, expect, test } from 'vitest';
import { findingsOf, inServer, mended, placesOf, UPGRADE } from './judged.fixture.ts';
import { route } from './route.ts';
import { upgradeHeaders } from './upgrade-headers.ts';

const PASS = 'proxy_pass http://127.0.0.1:8080;';
const OTHER = 'proxy_pass http://127.0.0.1:9090;';

/** With and without the URL. */
function both(lines: string, path: string) {
  const asked = findingsOf(route, inServer(lines), { urls: [`ws://a.example${path}`] });
  return [placesOf(findingsOf(route, inServer(lines))), placesOf(asked)];
}

describe('an expression for sockets that a ^~ keeps out', () => {
  test.each([
    ['everything', `location ^~ / { ${PASS} }\nlocation ~* ^/ws { ${OTHER} ${UPGRADE} }`],
    ['to one backend', `location ^~ / { ${PASS} }\nlocation ~* ^/ws { ${PASS} ${UPGRADE} }`],
    ['files', `location ^~ /ws { root /srv; }\nlocation ~ ^/ws/.+ { ${PASS} ${UPGRADE} }`],
    [
      'behind an if for others',
      `location ^~ / { if ($uri ~ \\.css$) { expires 1m; } ${PASS} }\nlocation ~ ^/ws { ${PASS} ${UPGRADE} }`,
    ],
  ])('is told of at the location that takes %s', (_, lines) => {
    expect(both(lines, '/ws/a')).toEqual([['error 7'], ['error 7']]);
    expect(findingsOf(upgradeHeaders, inServer(lines), { urls: ['ws://a.example/ws/a'] })).toEqual(
      [],
    );
  });

  test('becomes a prefix where it is one', () => {
    const lines = `location ^~ / { ${PASS} }\nlocation ~* ^/ws {\n${OTHER}\n${UPGRADE}\n}`;
    expect(mended(route, inServer(lines))['nginx.conf']).toContain('location ^~ /ws {');
  });

  test('is left to its author where it is none, or where there is one', () => {
    const ending = `location ^~ / { ${PASS} }\nlocation ~ ^/ws(/|$) { ${OTHER} ${UPGRADE} }`;
    const taken = `location ^~ /ws { ${PASS} }\nlocation ~ ^/ws { ${OTHER} ${UPGRADE} }`;
    expect(findingsOf(route, inServer(ending))).toMatchObject([{ fix: null }]);
    expect(findingsOf(route, inServer(taken))).toMatchObject([{ fix: null }]);
  });

  const named = (regex: string, port: string) =>
    `location ^~ /app/ { set $port 80; proxy_pass http://127.0.0.1:$port; ${UPGRADE} }\nlocation ~ ${regex} { set $port ${port}; proxy_pass http://127.0.0.1:$port; ${UPGRADE} }`;

  test('and leads elsewhere, by its name for sockets, may be missed', () => {
    const lines = named('(/app)?/notifications/hub', '3012');
    expect(both(lines, '/app/notifications/hub')).toEqual([['warning 7'], ['warning 7']]);
  });

  test.each([
    [
      'leads to the same backend',
      named('(/app)?/notifications/hub', '80'),
      '/app/notifications/hub',
    ],
    ['is of other paths, from which the ^~ is to keep it', named('/ws$', '3012'), '/app/ws'],
    ['is not named for sockets', named('^/app/api', '3012'), '/app/api'],
    [
      'is not for this path',
      `location ^~ /app/ { ${PASS} ${UPGRADE} }\nlocation ~ ^/ws { ${OTHER} ${UPGRADE} }`,
      '/app/ws',
    ],
  ])('is none where it %s', (_, lines, path) => {
    expect(both(lines, path)).toEqual([[], []]);
  });

  test.each([
    ['takes everything', `location ~ .* { ${PASS} ${UPGRADE} }`],
    ['is not for the prefix', `location ~ /ws { ${PASS} ${UPGRADE} }`],
    [
      'is not the first that matches',
      `location ~ ^/app/ { ${PASS} }\nlocation ~ ^/app/ws { ${PASS} ${UPGRADE} }`,
    ],
  ])('is not why the upgrade is missing where it %s', (_, regex) => {
    const lines = `location ^~ /app/ { ${PASS} }\n${regex}`;
    const urls = ['ws://a.example/app/ws'];
    expect(findingsOf(route, inServer(lines), { urls })).toEqual([]);
    expect(placesOf(findingsOf(upgradeHeaders, inServer(lines), { urls }))).toEqual(['error 7']);
  });
});
