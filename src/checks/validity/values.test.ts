import { expect, test } from 'vitest';
import { judgeText } from '../../engine/configuration.fixture.ts';
import { configValid } from '../config-valid.ts';
import { findingsOf, inServer, mended, placesOf, UPGRADE } from '../judged.fixture.ts';

function withLine(line: string): string {
  return inServer(`location / {\nproxy_pass http://127.0.0.1:1;\n${line}\n${UPGRADE.slice(24)}\n}`);
}

test.each([
  ['proxy_read_timeout 60min;', 'proxy_read_timeout 60m;'],
  ['proxy_read_timeout 1y;', 'proxy_read_timeout 365d;'],
  ['proxy_send_timeout "2 hours";', 'proxy_send_timeout 2h;'],
  ['keepalive_timeout 65sec;', 'keepalive_timeout 65s;'],
  ['client_max_body_size 10MB;', 'client_max_body_size 10m;'],
  ['client_body_buffer_size 1g;', 'client_body_buffer_size 1024m;'],
  ['proxy_buffering no;', 'proxy_buffering off;'],
  ['tcp_nodelay true;', 'tcp_nodelay on;'],
])('%s is mended to %s', (line, meant) => {
  expect(placesOf(findingsOf(configValid, withLine(line)))).toEqual(['error 9']);
  expect(mended(configValid, withLine(line))['nginx.conf']).toContain(meant);
});

test.each([
  'proxy_read_timeout 1h1h;',
  'proxy_read_timeout long;',
  'proxy_buffers 4k 8;',
  'keepalive_requests -1;',
  'proxy_next_upstream http_501;',
  'proxy_http_version 2;',
  'proxy_http_version HTTP/1.1;',
  'proxy_buffering x;',
])('%s is refused, and what is meant is not plain', (line) => {
  const [finding, ...others] = findingsOf(configValid, withLine(line), { version: '1.29.3' });
  expect([finding?.line, finding?.fix, others]).toEqual([9, null, []]);
});

test.each([
  'proxy_read_timeout $READ_TIMEOUT;',
  'proxy_read_timeout "1h 30m";',
  'open_file_cache_valid 1y;',
  'limit_rate $rate;',
  'proxy_buffering OFF;',
  'proxy_next_upstream error HTTP_502;',
  'proxy_http_version 2;',
])('%s is in order, or not known', (line) => {
  const text = withLine(line).replace('http {', 'http {\nmap $uri $rate { default 1k; }');
  expect(findingsOf(configValid, text, { version: '1.29.4' })).toEqual([]);
});

test.each([
  ['1.29.6', ['error 5']],
  ['1.29.7', []],
])('a pool of no connections, in nginx %s', (version, expected) => {
  const text = inServer('').replace(
    'server {',
    'upstream b { server 127.0.0.1;\nkeepalive 0; }\nserver {',
  );
  expect(placesOf(findingsOf(configValid, text, { version }))).toEqual(expected);
});

test('no other check takes what cannot be read for the default', () => {
  const text = withLine('proxy_read_timeout 60min;\nproxy_connect_timeout 60min;');
  const { findings } = judgeText(text);
  const told = findings.filter(({ line }) => line === 9 || line === 10).map(({ check }) => check);
  expect(told).toEqual(['config-valid', 'config-valid']);
  expect(findings.map(({ check }) => check)).not.toContain('idle-timeout');
});

test('no other check speaks of a version of HTTP that nginx does not know', () => {
  const text = inServer(
    `location /ws/ {\nproxy_pass http://127.0.0.1:1;\n${UPGRADE.replace('1.1', '2')}\n}`,
  );
  const at = (version: string) =>
    judgeText(text, { version }).findings.flatMap(({ check, line }) => (line === 9 ? check : []));
  expect(at('1.22.1')).toContain('config-valid');
  expect(at('1.22.1')).not.toContain('http-version');
  expect(at('1.30.6')).toContain('http-version');
});
