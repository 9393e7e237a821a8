import { describe, expect, test } from 'vitest';
import { chainHop } from './chain-hop.ts';
import { handshakeRedirect } from './handshake-redirect.ts';
import { findingsOf, inServer, mended, placesOf, UPGRADE } from './judged.fixture.ts';

const SOCKET = `location /ws { proxy_pass http://127.0.0.1:8000; ${UPGRADE} }`;

function chain(inner: string, outer = 'location / {'): string {
  return inServer(
    `${outer}\nproxy_pass http://127.0.0.1:8081;\n${UPGRADE}\n}\n}\nserver {\nlisten 8081;\n${inner}`,
  );
}

describe('a path that stands for all below it', () => {
  test.each([
    ['files', 'location / { try_files $uri /index.html; }'],
    ['plain requests', 'location / { proxy_pass http://127.0.0.1:8001; }'],
    ['a redirect', 'location = / { return 302 /app/; }'],
  ])('is fine where the next hop has sockets beside %s', (_, lines) => {
    const text = chain(`${lines}\n${SOCKET}`);
    expect(placesOf(findingsOf(chainHop, text))).toEqual([]);
    expect(placesOf(findingsOf(handshakeRedirect, text))).toEqual([]);
    const urls = ['ws://a.example/ws'];
    expect(placesOf(findingsOf(chainHop, text, { urls }))).toEqual([]);
  });

  test('is certain with a URL', () => {
    const text = chain(`location / { root /srv; }\n${SOCKET}`);
    const urls = ['ws://a.example/other'];
    expect(placesOf(findingsOf(chainHop, text, { urls }))).toEqual(['error 14']);
  });

  test('ends where the next hop proxies, rather than in its files', () => {
    const text = chain(
      'location / { root /srv; }\nlocation /api { proxy_pass http://127.0.0.1:8000; }',
    );
    expect(placesOf(findingsOf(chainHop, text))).toEqual(['error 15']);
  });

  test('is none where it is an exact one', () => {
    const text = chain(`location / { root /srv; }\n${SOCKET}`, 'location = /socket {');
    expect(placesOf(findingsOf(chainHop, text))).toEqual(['error 14']);
  });
});

test('another protocol at the next hop is called by its name', () => {
  const [finding] = findingsOf(chainHop, chain('location / {\nuwsgi_pass 127.0.0.1:1;\n}'));
  expect(finding).toMatchObject({ line: 15, message: expect.stringContaining('uwsgi_pass') });
});

describe('a Host by which the next hop takes another server', () => {
  const inner = (names: string) =>
    `return 404;\n}\nserver {\nlisten 8081;\nserver_name ${names};\n${SOCKET.replace('/ws', '/')}`;

  test('is sent as it came', () => {
    const text = chain(inner('a.example'));
    const [finding] = findingsOf(chainHop, text);
    expect(finding).toMatchObject({ line: 7, related: [{ line: 16 }, { line: 12 }] });
    expect(mended(chainHop, text)['nginx.conf']).toContain('proxy_set_header Host $http_host;');
  });

  test('is not to blame where no server goes by the name', () => {
    const [finding] = findingsOf(chainHop, chain(inner('b.example')));
    expect(finding?.line).toBe(12);
  });
});
