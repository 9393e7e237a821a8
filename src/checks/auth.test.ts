import { describe, expect, test } from 'vitest';
import { auth } from './auth.ts';
import { fixed, found, textOf } from './found.fixture.ts';
import { findingsOf, mended, placesOf } from './judged.fixture.ts';

const UPGRADE =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;';

function asking(location: string, inherited = ''): string {
  return `events {}
http { server { listen 80; ${inherited}
location = /auth {
internal;
${location}
}
location /ws/ { auth_request /auth; proxy_pass http://127.0.0.1:8080; ${UPGRADE} } } }`;
}

describe('auth', () => {
  test('the location that is asked takes the upgrade over, or forwards it itself', () => {
    const pass = 'proxy_pass http://127.0.0.1:9091;';
    expect(found(auth, asking(pass, UPGRADE))).toEqual(['warning: location = /auth']);
    expect(found(auth, asking(`${pass} ${UPGRADE}`))).toEqual([
      'warning: proxy_set_header Upgrade $http_upgrade',
    ]);
  });

  test.each([
    ['nothing is forwarded', 'proxy_pass http://127.0.0.1:9091;', ''],
    [
      'both are empty',
      'proxy_pass http://b; proxy_set_header Upgrade ""; proxy_set_header Connection "";',
      UPGRADE,
    ],
    ['a line of its own drops them', 'proxy_pass http://b; proxy_set_header Host b;', UPGRADE],
    ['nobody is asked', 'return 204;', UPGRADE],
  ])('%s', (_, location, inherited) => {
    expect(found(auth, asking(location, inherited))).toEqual([]);
  });

  test('the fix leaves the other headers that are inherited', () => {
    const inherited = `${UPGRADE} proxy_set_header Host $host;`;
    const text = fixed(auth, asking('proxy_pass http://127.0.0.1:9091;', inherited));
    expect(text).toMatch(/internal;[^}]*Upgrade "";[^}]*proxy_set_header Host \$host;/);
    expect(found(auth, text)).toEqual([]);
  });

  test.each([
    ['deny all; allow 10.0.0.0/8;', 'deny all', 'Put deny all behind the last allow'],
    ['deny all;', 'deny all', 'no allow stands before it'],
    ['limit_except POST PUT { deny all; }', 'deny all', 'Add GET to it'],
  ])('nobody gets in: %s', (lines, at, said) => {
    for (const options of [{}, { urls: ['ws://a.test/ws/'] }]) {
      expect(found(auth, { lines }, options)).toEqual([`error: ${at}`]);
      expect(findingsOf(auth, textOf({ lines }), options)[0]?.message).toContain(said);
    }
  });

  test.each([
    'allow 10.0.0.0/8; deny all;',
    'allow 127.0.0.1; deny all;',
    'deny 10.0.0.1;',
    'limit_except GET { deny all; }',
    'satisfy any; deny all; auth_request /auth;',
  ])('some get in, or may: %s', (lines) => {
    expect(found(auth, { lines })).toEqual([]);
  });

  test('a rule that demands Authorization, which no page can set', () => {
    const lines = 'if ($http_authorization = "") { return 401; }';
    const urls = ['ws://a.test/ws/'];
    expect(found(auth, { lines }, { urls })).toEqual(['warning: return 401']);
    expect(found(auth, { lines: 'return 403;' }, { urls })).toEqual([]);
    const cookie = 'if ($cookie_session = "") { return 401; }';
    expect(found(auth, { lines: cookie }, { urls })).toEqual([]);
  });

  test('a password is advice, unless an address does as well', () => {
    const urls = ['ws://a.test/ws/'];
    const basic = 'auth_basic x;\nauth_basic_user_file y;';
    expect(found(auth, { lines: basic }, { urls })).toEqual(['advice: auth_basic x']);
    expect(found(auth, { lines: `${basic} satisfy any;` }, { urls })).toEqual([]);
    expect(found(auth, { server: `listen 80; ${basic}`, lines: 'auth_basic off;' })).toEqual([]);
    const set = 'set $login x; if ($request_method = GET) { set $login off; }';
    expect(found(auth, { lines: `${set} ${basic.replace('x;', '$login;')}` }, { urls })).toEqual(
      [],
    );
  });

  test('a snippet that the socket shares stays as it is', () => {
    const snippet = `proxy_set_header Host $host;\n${UPGRADE}\n`;
    const files = {
      'nginx.conf': `events {}
http { server { listen 80;
location = /auth {
    internal;
    proxy_pass http://127.0.0.1:9091;
    include proxy.conf;
}
location /ws/ { auth_request /auth; proxy_pass http://127.0.0.1:8080; include proxy.conf; } } }`,
      'proxy.conf': snippet,
    };
    expect(placesOf(findingsOf(auth, files))).toEqual(['warning 6']);
    const changed = mended(auth, files);
    expect(Object.keys(changed)).toEqual(['nginx.conf']);
    expect(changed['nginx.conf']).toMatch(
      /Host \$host;\s[^}]*Upgrade "";\s[^}]*Connection "";\s*\}/,
    );
  });
});
