import { describe, expect, test } from 'vitest';
import { chainHop } from './chain-hop.ts';
import { handshakeRedirect } from './handshake-redirect.ts';
import { headerInheritance } from './header-inheritance.ts';
import { headerValue } from './header-value.ts';
import { findingsOf, inServer, mended, placesOf, UPGRADE } from './judged.fixture.ts';
import { upgradeHeaders } from './upgrade-headers.ts';

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

  test.each(['/ws', '/socket.io/', '/chat'])(
    'is fine where the next hop has %s beside plain requests: that is judged by itself',
    (name) => {
      const text = chain(
        `location / { root /srv; }\nlocation /api { proxy_pass http://127.0.0.1:8000; }\nlocation ${name} {\nproxy_pass http://127.0.0.1:8000;\n}`,
      );
      expect(placesOf(findingsOf(chainHop, text))).toEqual([]);
      expect(placesOf(findingsOf(upgradeHeaders, text))).toEqual(['error 16']);
    },
  );

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

describe('a next hop that turns handshakes away', () => {
  const guarded = (lines: string) =>
    chain(`location / {\n${lines}\nproxy_pass http://127.0.0.1:8000; ${UPGRADE}\n}`);
  const places = (text: string) => [
    placesOf(findingsOf(chainHop, text)),
    placesOf(findingsOf(chainHop, text, { urls: ['ws://a.example/x'] })),
  ];

  test.each([
    'auth_basic x; auth_basic_user_file /etc/x;',
    'allow 10.0.0.0/8; deny all;',
    'deny 127.0.0.1;',
    'satisfy any; deny all; auth_basic x; auth_basic_user_file /etc/x;',
  ])('is fine where some get through: %s', (lines) => {
    expect(places(guarded(lines))).toEqual([[], []]);
  });

  test('is not, where nobody does, and the line that denies it is named', () => {
    const text = guarded('deny all;');
    expect(places(text)).toEqual([['error 15'], ['error 15']]);
    expect(findingsOf(chainHop, text)[0]?.message).toContain('turns everybody away');
  });
});

describe('a next hop that sets up the upgrade, and spoils it', () => {
  const pass = 'proxy_pass http://127.0.0.1:8000;';
  const up = 'proxy_set_header Upgrade $http_upgrade;';

  test.each([
    ['an empty Connection', `location / {\n${pass} ${up}\nproxy_set_header Connection "";\n}`, 16],
    ['no Connection', `location / {\n${pass} ${up}\n}`, 14],
    ['lines that are lost', `${UPGRADE}\nlocation / {\nproxy_set_header X-A 1; ${pass}\n}`, 16],
  ])('is one finding: %s', (_, inner, line) => {
    const text = chain(inner);
    for (const urls of [undefined, ['ws://a.example/x']]) {
      const found = [chainHop, upgradeHeaders, headerValue, headerInheritance].flatMap((check) =>
        findingsOf(check, text, urls === undefined ? {} : { urls }),
      );
      expect(found.map((one) => one.line)).toEqual([line]);
    }
  });
});

test('a next hop that speaks HTTP/2 alone takes no handshake', () => {
  const text = chain(SOCKET.replace('/ws', '/')).replace('listen 8081;', 'listen 8081 http2;');
  const urls = ['ws://a.example/ws'];
  const [finding] = findingsOf(chainHop, text, { urls });
  expect(finding).toMatchObject({ line: 13, message: expect.stringContaining('HTTP/2 alone') });
  expect(findingsOf(chainHop, text, { urls, version: '1.26.3' })).toEqual([]);
});
