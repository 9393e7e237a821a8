import { expect, test } from 'vitest';
import { headerInheritance } from '../checks/header-inheritance.ts';
import { route } from '../checks/route.ts';
import { judgeText } from './configuration.fixture.ts';

const PASS = 'proxy_pass http://127.0.0.1:8080; proxy_http_version 1.1;';

function inServer(lines: string): string {
  return `events {} http { server { listen 80; server_name a.test;
proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;
${lines} } }`;
}

const GUARDS = [
  ['a password', 'auth_basic x; auth_basic_user_file y;'],
  ['an address', 'allow 10.0.0.0/8; deny all;'],
  ['a cookie', 'if ($cookie_session = "") { return 302 /login; }'],
  ['a token', 'if ($http_x_token != abc) { return 403; }'],
  ['a referrer', 'valid_referers none b.test; if ($invalid_referer) { return 403; }'],
] as const;

test.each(GUARDS)('what is wrong behind %s is found', (_, guard) => {
  const text = inServer(`location /ws/ { ${guard} ${PASS} proxy_set_header Host $host; }`);
  for (const asked of [{}, { urls: ['ws://a.test/ws/'] }]) {
    const { findings } = judgeText(text, { checks: [headerInheritance, route], ...asked });
    expect(findings.map(({ check, line }) => `${check} ${line}`)).toEqual(['header-inheritance 3']);
  }
});

test.each(GUARDS)('and %s is no fault of the route', (_, guard) => {
  for (const asked of [{}, { urls: ['ws://a.test/ws/'] }]) {
    const { findings } = judgeText(inServer(`location /ws/ { ${guard} ${PASS} }`), {
      checks: [route],
      ...asked,
    });
    expect(findings).toEqual([]);
  }
});

test('an if that is for handshakes themselves is', () => {
  const text = inServer(`location /ws/ { if ($http_upgrade) { return 403; } ${PASS} }`);
  const { findings } = judgeText(text, { checks: [route], urls: ['ws://a.test/ws/'] });
  expect(findings).toHaveLength(1);
  expect(findings[0]?.message).toContain('does not hold for handshakes');
});

test.each([
  ['valid_referers server_names; if ($invalid_referer) { return 403; }'],
  ['if ($http_referer = "") { return 403; }'],
  ['if ($http_referer !~ ^https://a.test) { return 403; }'],
])('browsers send no Referer with a handshake: %s', (guard) => {
  const text = inServer(`location /ws/ { ${guard} ${PASS} }`);
  for (const asked of [{}, { urls: ['ws://a.test/ws/'] }]) {
    const { findings } = judgeText(text, { checks: [route], ...asked });
    expect(findings).toMatchObject([{ check: 'route', line: 3, severity: 'error' }]);
  }
});
