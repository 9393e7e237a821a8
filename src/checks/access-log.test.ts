import { expect, test } from 'vitest';
import { accessLog } from './access-log.ts';
import { fixed } from './found.fixture.ts';
import { foundAt, map, messages, site, upgrade } from './one-server.fixture.ts';

const socket = `location /ws/ { ${upgrade} }`;
const told = '$status $upstream_status $request_time';

test.each([
  ['the default', site(socket, map), ['1 advice']],
  ['combined, by its line', site(`access_log a.log;\n${socket}`, map), ['3 advice']],
  ['off', site(`access_log off;\n${socket}`, map), ['3 advice']],
  [
    'off elsewhere',
    site(
      `${socket}\nlocation / { access_log off; }`,
      `${map} log_format l '${told} $http_upgrade'; access_log a.log l;`,
    ),
    [],
  ],
  [
    'a map tells of it, too',
    site(`access_log a.log l;\n${socket}`, `${map} log_format l '${told} $connection_upgrade';`),
    [],
  ],
  [
    'in braces',
    site(`access_log a.log l;\n${socket}`, `${map} log_format l '${told} [\${http_upgrade}]';`),
    [],
  ],
  [
    'one of two tells',
    site(
      `access_log a.log; access_log b.log l;\n${socket}`,
      `${map} log_format l '${told}' ' $http_upgrade';`,
    ),
    [],
  ],
  [
    'a longer name',
    site(
      `access_log a.log l;\n${socket}`,
      `${map} log_format l '${told} $http_upgrade_insecure_requests';`,
    ),
    ['1 advice'],
  ],
  ['no tunnels', site('location /ws/ { proxy_pass http://127.0.0.1:8080; }'), []],
])('%s', (_, text, expected) => {
  expect(foundAt(accessLog, text)).toEqual(expected);
});

test('a format that a thousand servers share is told of once', () => {
  const text = `events {} http { ${map} log_format l '$status'; access_log a.log l;
    server { server_name a; access_log b.log l; ${socket} } server { server_name b; ${socket} } }`;
  expect(foundAt(accessLog, text)).toEqual(['1 advice']);
  expect(messages(accessLog, text)[0]).toContain('$http_upgrade, $upstream_status, $request_time');
});

test.each([
  site(`access_log a.log;\n${socket}`, map),
  site(`access_log a.log l if=$loggable;\n${socket}`, `${map} log_format l '$status';`),
  site(`access_log a.log l;\n${socket}`, `${map} log_format l "$status";`),
])('the fix mends %s', (text) => {
  expect(foundAt(accessLog, fixed(accessLog, text))).toEqual([]);
});
