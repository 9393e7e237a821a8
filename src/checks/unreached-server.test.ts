import { describe, expect, test } from 'vitest';
import { findingsOf, mended, placesOf, UPGRADE } from './judged.fixture.ts';
import { route } from './route.ts';

const MAP = "map $http_upgrade $connection_upgrade { default upgrade; '' ''; }";
const SOCKET = `location /ws { proxy_pass http://127.0.0.1:8080; ${UPGRADE} }`;

/** A server that answers what no name fits, and one with a socket. */
function beside(
  names: string,
  { first = 'server_name b.example; return 404;', listen = 'listen 8080;' } = {},
) {
  return `events {}
http {
${MAP}
server { listen 8080 default_server; ${first} }
server {
${listen}
${names}
${SOCKET}
}
}`;
}

const URLS = { urls: ['ws://app.example:8080/ws'] };

describe('a server to which no request comes', () => {
  test.each(['app.example:8080', 'http://app.example', 'app.example/ws', 'APP.example:8080 _'])(
    'as its name is %s is told of at the name, with and without a URL',
    (name) => {
      const text = beside(`server_name ${name};`);
      expect(placesOf(findingsOf(route, text))).toEqual(['error 7']);
      expect(placesOf(findingsOf(route, text, URLS))).toEqual(['error 7']);
      expect(mended(route, text, URLS)['nginx.conf']).toMatch(/server_name app\.example( _)?;/);
    },
  );

  test('as its name is an expression without its ~ is told of, too', () => {
    const text = beside('server_name ^[a-z]+\\.app\\.example$;');
    const options = { urls: ['ws://one.app.example:8080/ws'] };
    expect(placesOf(findingsOf(route, text))).toEqual(['error 7']);
    expect(placesOf(findingsOf(route, text, options))).toEqual(['error 7']);
    const { 'nginx.conf': after } = mended(route, text, options);
    expect(after).toContain('server_name ~^[a-z]+');
    expect(findingsOf(route, after ?? '', options)).toEqual([]);
    expect(placesOf(findingsOf(route, text, URLS))).toEqual(['error 4']);
  });

  test.each([
    ['has none', ''],
    ['has a name that is no wildcard', 'server_name _;'],
    ['has an empty one', 'server_name "";'],
  ])('as it %s is told of where it listens', (_, names) => {
    const text = beside(names);
    expect(placesOf(findingsOf(route, text))).toEqual(['error 6']);
    expect(placesOf(findingsOf(route, text, { urls: ['ws://203.0.113.5:8080/ws'] }))).toEqual([
      'error 6',
    ]);
  });

  test.each([
    ['it is the default of another port', beside('', { listen: 'listen 8080; listen 81;' })],
    ['it is the only one', beside('server_name app.example:8080;', { listen: 'listen 82;' })],
    ['another name leads to it', beside('server_name app.example app.example:8080;')],
    [
      'the default one passes the upgrade on as well',
      beside('', { first: `server_name b.example; ${SOCKET}` }),
    ],
    [
      'the default one sends all to https',
      beside('', { first: 'server_name b.example; return 301 https://b.example$request_uri;' }),
    ],
  ])('is none where %s', (_, text) => {
    expect(findingsOf(route, text)).toEqual([]);
  });

  test('is not what another path is for', () => {
    const urls = ['ws://app.example:8080/live'];
    expect(placesOf(findingsOf(route, beside('server_name app.example:8080;'), { urls }))).toEqual([
      'error 4',
    ]);
  });
});
