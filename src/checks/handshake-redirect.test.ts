import { describe, expect, test } from 'vitest';
import { handshakeRedirect } from './handshake-redirect.ts';
import { findingsOf, inServer, mended, placesOf, UPGRADE } from './judged.fixture.ts';

const PASS = 'proxy_pass http://127.0.0.1:8080;';

function asked(lines: string, path = '/ws') {
  return findingsOf(handshakeRedirect, inServer(lines), { urls: [`ws://a.example${path}`] });
}

describe('a handshake that is sent elsewhere', () => {
  test.each([
    ['by return', 'location / {\nreturn 301 https://$host$request_uri;\n}', 8],
    ['by the server', 'return 308 https://$host$request_uri;', 7],
    ['by rewrite', 'location / {\nrewrite ^ /other permanent;\n}', 8],
  ])('%s is reported at that line', (_, lines, line) => {
    expect(placesOf(asked(lines))).toEqual([`error ${line}`]);
  });

  test.each([
    ['proxied', `location /ws { ${PASS} ${UPGRADE} }\nlocation / { return 301 /x; }`],
    ['answered with a body', 'location / { return 200 301; }'],
    ['not found', 'location / { return 404; }'],
  ])('is not one that is %s', (_, lines) => {
    expect(placesOf(asked(lines))).toEqual([]);
  });

  test('by the next server of the same configuration is reported where it is passed on', () => {
    const lines = `location /ws {\n${UPGRADE}\nproxy_pass http://127.0.0.1:8081;\n}\n}\nserver {\nlisten 8081;\nreturn 301 https://a.example$request_uri;`;
    expect(placesOf(asked(lines))).toEqual(['error 9']);
  });

  test('is fine for plain requests that go to TLS, where the socket is served there', () => {
    const text = inServer(
      `return 301 https://$host$request_uri;\n}\nserver {\nlisten 443 ssl;\nserver_name a.example;\nlocation /ws/ { ${PASS} ${UPGRADE} }`,
    );
    expect(placesOf(findingsOf(handshakeRedirect, text))).toEqual([]);
    const urls = ['wss://a.example/ws/'];
    expect(placesOf(findingsOf(handshakeRedirect, text, { urls }))).toEqual([]);
  });
});

describe('a path without the slash that its location ends in', () => {
  const lines = `location /ws/ {\n    ${PASS}\n    ${UPGRADE}\n}`;

  test('gets a location of its own', () => {
    const options = { urls: ['ws://a.example/ws'] };
    const { 'nginx.conf': text = '' } = mended(handshakeRedirect, inServer(lines), options);
    expect(text).toContain('location = /ws {\n');
    expect(text).toContain('location /ws/ {\n');
  });

  test.each([
    ['the same', '/ws/', '= /ws {\n    proxy_pass http://b/ws;'],
    ['another', '/app/', '= /ws {\n    proxy_pass http://b/app/;'],
  ])('is asked of the backend as the client asks where its path is %s', (_, path, expected) => {
    const options = { urls: ['ws://a.example/ws'] };
    const given = inServer(`location /ws/ {\n    proxy_pass http://b${path};\n    ${UPGRADE}\n}`);
    const { 'nginx.conf': text = '' } = mended(handshakeRedirect, given, options);
    expect(text).toContain(expected);
  });

  test('is fine where nothing is proxied', () => {
    expect(placesOf(asked('location /ws/ { root /srv; }'))).toEqual([]);
  });

  test('gets none where the location is not one for sockets', () => {
    const [finding] = asked(`location /ws/ { ${PASS} }`);
    expect(finding).toMatchObject({ severity: 'error', fix: null });
  });
});
