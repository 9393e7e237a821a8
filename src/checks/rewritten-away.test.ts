import { describe, expect, test } from 'vitest';
import { handshakeRedirect } from './handshake-redirect.ts';
import { findingsOf, inServer, placesOf, UPGRADE } from './judged.fixture.ts';
import { route } from './route.ts';

const SOCKET = `location /ws { proxy_pass http://127.0.0.1:8080; ${UPGRADE} }`;
const PAGE =
  'error_page 503 @maintenance;\nlocation @maintenance { root /srv; rewrite ^ /m.html break; }';
const urls = ['ws://a.example/ws'];

describe('a return of the server itself', () => {
  test.each([
    ['stands there', 'return 503;', 7],
    ['has a page of its own', `return 503;\n${PAGE}`, 7],
    ['is switched on', 'set $maintenance 1;\nif ($maintenance) { return 503; }', 8],
    [
      'is switched on and has a page',
      `set $maintenance on;\nif ($maintenance = on) { return 503; }\n${PAGE}`,
      8,
    ],
  ])('that %s is named, with and without a URL', (_, lines, line) => {
    const text = inServer(`${lines}\n${SOCKET}`);
    expect(placesOf(findingsOf(route, text))).toEqual([`error ${line}`]);
    const [finding, ...others] = findingsOf(route, text, { urls });
    expect(finding).toMatchObject({ line, where: 'server a.example' });
    expect(others).toEqual([]);
  });

  test('that is switched on is told of with its switch', () => {
    const text = inServer(`set $maintenance 1;\nif ($maintenance) { return 503; }\n${SOCKET}`);
    const [finding] = findingsOf(route, text);
    expect(finding?.message).toContain('by set $maintenance 1: switch that off');
    expect(finding?.related).toContainEqual(expect.objectContaining({ line: 7 }));
  });

  test('is found for a socket at the root, too', () => {
    const text = inServer(`return 503;\n${SOCKET.replace('/ws', '/')}`);
    expect(placesOf(findingsOf(route, text, { urls: ['ws://a.example/'] }))).toEqual(['error 7']);
  });

  test.each([
    ['is switched off', 'set $maintenance 0;\nif ($maintenance) { return 503; }'],
    ['is for when a file is there', `if (-f /srv/maintenance) { return 503; }\n${PAGE}`],
  ])('that %s is none', (_, lines) => {
    expect(findingsOf(route, inServer(`${lines}\n${SOCKET}`))).toEqual([]);
    expect(findingsOf(route, inServer(`${lines}\n${SOCKET}`), { urls })).toEqual([]);
  });

  test('that depends on the client is not sure', () => {
    const lines =
      'set $off 1;\nif ($remote_addr = 10.0.0.1) { set $off 0; }\nif ($off) { return 503; }';
    expect(findingsOf(route, inServer(`${lines}\n${SOCKET}`))).toEqual([]);
  });
});

describe('a redirect of the server itself', () => {
  test.each([
    ['to the start page of a https that nothing speaks', 'https://a.example', ['error 7']],
    ['to the same path of https', 'https://$host$request_uri', ['advice 7']],
    ['to another site', 'https://b.example', ['advice 7']],
  ])('%s', (_, target, places) => {
    const text = inServer(`return 301 ${target};\n${SOCKET}`);
    expect(placesOf(findingsOf(handshakeRedirect, text))).toEqual(places);
  });

  test('is fine where a server speaks https', () => {
    const text = inServer(
      `return 301 https://a.example;\n${SOCKET}\n}\nserver {\nlisten 443 ssl;\n${SOCKET}`,
    );
    expect(findingsOf(handshakeRedirect, text)).toEqual([]);
  });
});
