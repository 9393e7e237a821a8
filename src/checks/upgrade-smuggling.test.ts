import { describe, expect, test } from 'vitest';
import { fixed, found } from './found.fixture.ts';
import { findingsOf } from './judged.fixture.ts';
import { upgradeSmuggling } from './upgrade-smuggling.ts';

const ONLY = "map $http_upgrade $only { default ''; websocket websocket; }";

function withUpgrade(value: string, lines = '', http = ''): string {
  return `events {}
http { ${http} server { listen 80; location /ws/ {
proxy_pass http://127.0.0.1:8080; ${lines}
proxy_set_header Upgrade ${value}; proxy_set_header Connection upgrade; } } }`;
}

describe('upgrade-smuggling', () => {
  test.each([
    ['$http_upgrade', ''],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx writes variables so, too.
    ['"${http_upgrade}"', ''],
    ['$all', 'map $http_upgrade $all { default $http_upgrade; }'],
  ])('%s passes everything on', (value, http) => {
    expect(found(upgradeSmuggling, withUpgrade(value, '', http))).toEqual([
      `advice: proxy_set_header Upgrade ${value}`,
    ]);
  });

  test.each([
    ['websocket', '', ''],
    ['$only', '', ONLY],
    ['$http_upgrade', 'if ($http_upgrade !~* ^websocket$) { return 400; }', ''],
    ['""', '', ''],
  ])('near miss: %s %s', (value, lines, http) => {
    expect(found(upgradeSmuggling, withUpgrade(value, lines, http))).toEqual([]);
  });

  test('an if that has nothing to do with it guards nothing', () => {
    const text = withUpgrade('$http_upgrade', 'if ($scheme = https) { return 400; }');
    expect(found(upgradeSmuggling, text)).toHaveLength(1);
  });

  test('the fix lets a map pass websocket', () => {
    const text = fixed(upgradeSmuggling, withUpgrade('$http_upgrade'));
    expect(text).toContain('Upgrade $websocket_upgrade;');
    expect(found(upgradeSmuggling, text)).toEqual([]);
  });

  test('the fix changes the line itself, wherever it stands', () => {
    const text = `events {}
http { server { listen 80;
proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;
location /ws/ { proxy_pass http://127.0.0.1:8080; }
location /api/ { proxy_pass http://127.0.0.1:8080; } } }`;
    const after = fixed(upgradeSmuggling, text);
    expect(after).toContain('{ listen 80;\nproxy_set_header Upgrade $websocket_upgrade;');
    expect(after).toContain('location /ws/ { proxy_pass http://127.0.0.1:8080; }');
  });

  describe('other locations that clients are kept from', () => {
    const PASS = 'proxy_pass http://127.0.0.1:8080;';
    const beside = (location: string, open = '/', around = ''): string => `events {}
http { server { listen 80; ${around}
location ${open} { ${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; }
${location} } }`;

    /** Whether the advice says that they can be gone round. */
    const isToldOf = (text: string): boolean => {
      const [finding, ...others] = findingsOf(upgradeSmuggling, text);
      expect([finding?.severity, others]).toEqual(['advice', []]);
      return finding?.message.includes('keep from clients') === true;
    };

    test.each([
      ['location /admin { deny all; }'],
      [`location /internal/ { allow 10.0.0.0/8; deny all; ${PASS} }`],
      [`location /admin/ { auth_basic x; auth_basic_user_file y; ${PASS} }`],
      [`location /api/ { auth_request /auth; ${PASS} }`],
    ])('%s', (location) => {
      expect(isToldOf(beside(location))).toBe(true);
    });

    test.each([
      ['files that no backend has', 'location ~ /\\.ht { deny all; }'],
      ['nginx answers by itself', 'location /status { allow 127.0.0.1; deny all; stub_status; }'],
      ['another backend', 'location /admin { deny all; proxy_pass http://127.0.0.1:9090; }'],
      ['nobody is kept out', `location /open/ { ${PASS} }`],
    ])('near miss: %s', (_, location) => {
      expect(isToldOf(beside(location))).toBe(false);
    });

    test.each([
      ['the same', 'open', true],
      ['another one', 'closed', false],
    ])('of backends on unix sockets, %s', (_, name, isTold) => {
      const on = (socket: string): string => `proxy_pass http://unix:/run/${socket}.sock;`;
      const text = beside(`location /admin { deny all; ${on(name)} }`, '/ws/');
      expect(isToldOf(text.replace(PASS, on('open')))).toBe(isTold);
    });

    test('near miss: the socket stands elsewhere, or behind the same guard', () => {
      const denied = 'location /admin { deny all; }';
      expect(isToldOf(beside(denied, '/ws/'))).toBe(false);
      const guard = 'auth_basic x; auth_basic_user_file y;';
      const inside = `location /admin/ { ${PASS} }`;
      expect(isToldOf(beside(inside, '/', guard))).toBe(false);
    });
  });
});
