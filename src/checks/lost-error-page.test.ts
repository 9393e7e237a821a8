import { describe, expect, test } from 'vitest';
import { findingsOf, inServer, mended, placesOf, UPGRADE } from './judged.fixture.ts';
import { route } from './route.ts';

const BY_UPGRADE = 'if ($http_upgrade = websocket) { return 418; }';
const lines = (own: string, test = BY_UPGRADE, page = '418 = @ws') => `error_page ${page};
location / {
${test}
${own}
root /srv;
}
location @ws { proxy_pass http://127.0.0.1:8080; ${UPGRADE} }`;
const urls = ['ws://a.example/'];

describe('an error_page that leads to the socket', () => {
  test('is repeated where one of the location hides it', () => {
    const text = inServer(lines('error_page 404 /index.html;'));
    expect(placesOf(findingsOf(route, text))).toEqual(['error 10']);
    expect(placesOf(findingsOf(route, text, { urls }))).toEqual(['error 10']);
    const { 'nginx.conf': after } = mended(route, text);
    expect(after?.match(/error_page 418 = @ws;/g)).toHaveLength(2);
  });

  test.each([
    ['the location has none of its own', lines('')],
    ['the location repeats it', lines('error_page 404 /x; error_page 418 = @ws;')],
  ])('is in effect where %s', (_, own) => {
    expect(findingsOf(route, inServer(own))).toEqual([]);
    expect(findingsOf(route, inServer(own), { urls })).toEqual([]);
  });

  test.each([
    ['it is not for sockets', lines('error_page 500 /x;', 'return 404;', '404 = @ws')],
    ['the status is another one', lines('error_page 404 /x;', BY_UPGRADE, '419 = @ws')],
  ])('is not missed where %s', (_, own) => {
    expect(findingsOf(route, inServer(own))).toEqual([]);
  });
});
