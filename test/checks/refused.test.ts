import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configValid } from '../../src/checks/config-valid.ts';
import { judgeText } from '../../src/engine/configuration.fixture.ts';
import { formsOf, measuredNames } from '../../src/nginx/catalog/index.ts';
import { type ValueKind, valueKinds } from '../../src/nginx/catalog/value-kinds.ts';
import { type NginxBinary, testConfiguration } from '../../src/nginx/process/index.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { candidates, titleOf } from '../nginx-versions.ts';

/** Lines at the three levels of a configuration. */
interface Lines {
  readonly http?: string;
  readonly upstream?: string;
  readonly location?: string;
}

const PASS = 'proxy_pass http://127.0.0.1:1;';
const location = (...lines: string[]) => lines.map((line): Lines => ({ location: line }));
const http = (...lines: string[]) => lines.map((line): Lines => ({ http: line }));
const upstream = (...lines: string[]) => lines.map((line): Lines => ({ upstream: line }));
const map = (...lines: string[]) => http(...lines.map((line) => `map $uri $x {\n${line}\n}`));

/** Of each kind a good value, then those that tell it from the others. */
const TELLING: Readonly<Record<ValueKind, readonly string[]>> = {
  milliseconds: ['1w', '1y'],
  seconds: ['1y', '5ms'],
  size: ['8k', '1g'],
  offset: ['1g', '4kb'],
  number: ['5', '5k'],
  positive: ['8', '0', '8k'],
  variable: ['$x', 'x'],
  any: ['some'],
};

/** What each version is asked about. What it answers is the truth, and not written down here. */
const CASES: readonly Lines[] = [
  ...location(
    ...[
      'http://127.0.0.1',
      'HTTP://127.0.0.1:65535/',
      'https://[::1]:8080/a?b',
      'http://unix:/tmp/a.sock',
      'http://unix:/tmp/a.sock:/b',
      'http://127.0.0.1?a',
      'http://',
      'http:///a',
      'http://:80',
      'http://unix:',
      'http://127.0.0.1:0',
      'http://127.0.0.1:65536',
      'http://127.0.0.1:80800',
      'http://127.0.0.1:80a',
      'http://127.0.0.1:',
      'http://[::1',
      'http://[::x]',
      'http:/127.0.0.1',
      'http//127.0.0.1',
      'http:127.0.0.1',
      '127.0.0.1:8000',
      'localhost:8000',
      'unix:/tmp/a.sock',
      'ws://127.0.0.1:8080',
      'wss://127.0.0.1/a',
      'grpc://127.0.0.1',
      'ftp://127.0.0.1',
      '""',
      'http://some',
      'http://some:80',
      'http://some/a',
      'http://SOME:81/a',
    ].map((url) => `proxy_pass ${url};`),
    'if ($uri) { proxy_pass ws://127.0.0.1; }',
    'limit_except GET { proxy_pass http://127.0.0.1:99999; }',
    ...['proxy_read_timeout', 'keepalive_timeout', 'ssl_session_timeout'].flatMap((name) =>
      TIMES().map((time) => `${name} ${time};`),
    ),
    'keepalive_timeout 60 60min;',
    'keepalive_timeout 60 1y;',
    ...[
      'proxy_buffer_size',
      'client_max_body_size',
      'limit_rate',
      'proxy_max_temp_file_size',
    ].flatMap((name) => SIZES().map((size) => `${name} ${size};`)),
    ...['proxy_next_upstream_tries', 'keepalive_requests', 'types_hash_max_size'].flatMap((name) =>
      ['0', '5', '1000', '-1', '5k', 'x', '""', '1.5', '64'].map((number) => `${name} ${number};`),
    ),
    ...['on', 'OFF', 'yes', 'true', '1', 'x', '""'].map((flag) => `proxy_buffering ${flag};`),
    ...['1.0', '1.1', '2', '2.0', '3', 'HTTP/1.1'].map((it) => `proxy_http_version ${it};`),
    ...['error timeout', 'http_502 HTTP_503', 'http_501', 'off', 'on', 'error,timeout'].map(
      (it) => `proxy_next_upstream ${it};`,
    ),
    'gzip_http_version 1.0;',
    'gzip_http_version 2;',
    'satisfy both;',
    'satisfy any;',
    'proxy_buffers 8 x;',
    'proxy_buffers x 8k;',
    'proxy_buffers 0 8k;',
    'proxy_buffers 8k 8;',
    'gzip_buffers 32 4k;',
    'gzip_buffers 32 4kb;',
    // Buffers that go together, and others.
    'proxy_buffer_size 8k;',
    'proxy_buffer_size 14k;',
    'proxy_buffer_size 14337;',
    'proxy_buffer_size 16k;',
    'proxy_buffer_size 64k; proxy_buffers 8 64k;',
    'proxy_buffer_size 64k; proxy_buffers 3 64k;',
    'proxy_buffer_size 64k; proxy_buffers 2 64k;',
    'proxy_buffer_size 64k; proxy_busy_buffers_size 64k;',
    'proxy_buffer_size 16k; proxy_busy_buffers_size 16k;',
    'proxy_buffers 1 64k;',
    'proxy_buffers 0 64k;',
    'proxy_buffer_size 5000;',
    'proxy_buffer_size 64k; if ($uri) { set $y a; }',
    'limit_except GET { proxy_buffer_size 64k; }',
    'proxy_buffers 4 64k; proxy_temp_file_write_size 32k;',
    'proxy_buffers 4 64k; proxy_temp_file_write_size 64k;',
    'proxy_temp_file_write_size 1k;',
    'proxy_max_temp_file_size 0;',
    'proxy_max_temp_file_size 1k;',
    'proxy_buffers 8 16k; proxy_busy_buffers_size 120k;',
    'location /a { proxy_buffer_size 64k; }',
    'proxy_buffers 8 64k; location /a { proxy_buffer_size 64k; }',
    'proxy_buffers 8 64k; location /a { proxy_buffers 2 4k; }',
    'uwsgi_buffer_size 64k;',
    'proxy_buffers 4 64k; proxy_busy_buffers_size 32k;',
    'proxy_busy_buffers_size 2k;',
    'proxy_busy_buffers_size 28k;',
    'proxy_busy_buffers_size 29k;',
    'fastcgi_buffer_size 64k;',
    'uwsgi_buffers 1 8k;',
    'set real_ip_from 10.0.0.0/8;',
    'set x 1;',
    'set $x 1;',
    'auth_request_set x $upstream_http_x;',
    'auth_request_set $x $upstream_http_x;',
    'limit_conn nobody 1;',
    'limit_conn some 1;',
    'limit_conn some 0;',
    'limit_conn some x;',
    'limit_req zone=nobody burst=5;',
    'limit_req zone=some;',
    'proxy_cache nothing;',
    'proxy_cache off;',
    'proxy_cache_path cache keys_zone=x:1m;',
    'proxy_set_header A $uri\nproxy_set_header B $uri;',
    'proxy_set_header A\n$uri;',
    'proxy_buffering off\nproxy_cache off;',
    'root /srv\nlimit_except GET { }',
  ),
  ...http(
    'map $nobody $x { }',
    'map text $x { }',
    'map $uri x { a b; }',
    'map uri x { a b; }',
    'map $uri $x { a $nobody; }',
    'map $uri $x { a b$nobody; }',
    'map $uri $x { ~(?<y>.) $y; }',
    'map $uri $x { a $host-b; }',
    'geo $x { default 1; }',
    'geo x { default 1; }',
    'geo $nobody $x { default 1; }',
    'geo $remote_addr $x { default 1; }',
    'geo $remote_addr x { default 1; }',
    'split_clients $nobody $x { * a; }',
    'split_clients $uri x { * a; }',
    'split_clients $uri$host $x { * a; }',
    'map $nobody $http_x { a b; }',
    'proxy_buffer_size 64k;',
    'proxy_buffer_size 64k; proxy_buffers 4 64k;',
    'proxy_read_timeout 60min;',
    'gzip yes;',
    'server_tokens off\ngzip on;',
  ),
  ...map(
    'default a;\na b;',
    'default a\na b;',
    "default a\n'' b;",
    'default a;\ndefault b;',
    'default a;\ndefault a;',
    'a b;\nA c;',
    'a b;\n\\A c;',
    'default a;\n\\default b;',
    '~a b;\n~a c;',
    'a b c;',
    'a;',
    'hostnames;\na b;',
    'volatile;\na b;',
    'hostnames a;',
    'hostnames;\n*.a b;\n*.a c;',
    'a b;\nb b;',
    "'' b;\n'' c;",
  ),
  ...upstream(
    'server 127.0.0.1;',
    'server 127.0.0.1:65536;',
    'server 127.0.0.1:0;',
    'server ws://127.0.0.1:80;',
    'server http://127.0.0.1:80;',
    'server https://127.0.0.1:80/;',
    'server 127.0.0.1:80/a;',
    'server unix:/tmp/a;',
    'server unix:;',
    'server 127.0.0.1 weight=0;',
    'server 127.0.0.1 weight=2 max_fails=0 fail_timeout=1m max_conns=0;',
    'server 127.0.0.1 weight=a;',
    'server 127.0.0.1 max_fails=a;',
    'server 127.0.0.1 max_conns=-1;',
    'server 127.0.0.1 fail_timeout=60min;',
    'server 127.0.0.1 fail_timeout=10ms;',
    'server 127.0.0.1 fail_timeout=1y;',
    // Of methods and backups the order counts.
    ...[
      'ip_hash;',
      'hash $uri;',
      'hash $uri consistent;',
      'random;',
      'random two least_conn;',
      'least_conn;',
      'keepalive 8;',
      'sticky cookie node;',
      'ip_hash; least_conn;',
      'least_conn; ip_hash;',
    ].flatMap((method) => {
      const servers = 'server 127.0.0.1; server 127.0.0.2 backup;';
      return [`${method} ${servers}`, `${servers} ${method}`];
    }),
    'ip_hash; server 127.0.0.1 weight=2 max_conns=5 max_fails=1 fail_timeout=5s down;',
    'keepalive 0;',
    'keepalive 1;',
    'keepalive many;',
    'keepalive 8\nserver 127.0.0.1;',
    'keepalive_timeout 60min;',
  ),
];

/** Each directive of which the kinds of its values are known, with a good value and telling bad ones. */
function valuesOf(name: string): Lines[] {
  const kinds = (valueKinds(name, '1.30.6') ?? []).filter((kind, at) => at === 0 || kind !== 'any');
  const contexts = formsOf(name).flatMap((form) => form.contexts);
  const level = (['location', 'http', 'upstream'] as const).find((one) => contexts.includes(one));
  if (level === undefined) return [];
  return kinds.flatMap((kind, at) =>
    TELLING[kind].map((value) => {
      const words = kinds.map((other, place) => (place === at ? value : TELLING[other][0]));
      return { [level]: `${name} ${words.join(' ')};` };
    }),
  );
}

function TIMES(): string[] {
  const plain = '0 5 60s 60m 1h 7d 2w 1M 1y 5ms 60min 1hour s 1.5h -1 60S 1h30m 30m1h 1h1h';
  return [
    ...plain.split(' '),
    '"1h 30m"',
    '"1h 30"',
    '"5 "',
    '" 5"',
    '"5 s"',
    '"30m 1h"',
    '"1s 5ms"',
    '""',
  ];
}

function SIZES(): string[] {
  return ['4096', '4k', '8K', '1m', '1M', '1g', '4kb', '4096b', '1.5m', '-1', 'k', '""'];
}

function textOf({ http = '', upstream = '', location = '' }: Lines): string {
  const pass = /proxy_pass/.test(location) ? '' : PASS;
  const server = /\bserver\b/.test(upstream) ? '' : 'server 127.0.0.1:1;';
  return `pid nginx.pid;
error_log error.log;
events {}
http {
access_log off;
client_body_temp_path t; proxy_temp_path t; fastcgi_temp_path t; uwsgi_temp_path t; scgi_temp_path t;
${/limit_conn/.test(location) ? 'limit_conn_zone $binary_remote_addr zone=some:1m;' : ''}
${/limit_req/.test(location) ? 'limit_req_zone $binary_remote_addr zone=some:1m rate=1r/s;' : ''}
${http}
upstream some {
${server}
${upstream}
}
server {
listen 127.0.0.1:8080;
location / {
${pass}
${location}
}
}
}
`;
}

const found = await candidates();
const newest = found.findLast(({ nginx }) => nginx);
let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fairlead-refused-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe.each(found)('$version', (candidate) => {
  const { nginx, version } = candidate;

  test.skipIf(!nginx)(`${titleOf(candidate)} and config-valid agree on values`, async () => {
    if (!nginx) return;
    const disagreements: string[] = [];
    for (const [index, lines] of [...CASES, ...measuredNames().flatMap(valuesOf)].entries()) {
      const text = textOf(lines);
      const theirs = await refusal(nginx, join(root, version, String(index)), text);
      // This build lacks the module, of which its version does not tell.
      if (theirs?.includes('unknown directive')) continue;
      const { findings, broken } = judgeText(text, { version, checks: [configValid] });
      expect(broken).toEqual([]);
      const ours = findings.map(({ line, message }) => `${line}: ${message}`);
      if ((theirs === undefined) === (ours.length === 0)) continue;
      disagreements.push(`${JSON.stringify(lines)}\n  nginx: ${theirs}\n  we: ${ours.join(' / ')}`);
    }
    expect(disagreements.join('\n')).toBe('');
  });
});

test.skipIf(!newest?.nginx)('nginx takes what a safe fix makes of a case', async () => {
  if (!newest?.nginx) return;
  const { nginx, version } = newest;
  const refused: string[] = [];
  let fixes = 0;
  for (const [index, lines] of CASES.entries()) {
    const text = textOf(lines);
    const { findings } = judgeText(text, { version, checks: [configValid] });
    const edits = findings.flatMap(({ remedy }) => (remedy?.safe === true ? remedy.edits : []));
    if (edits.length === 0) continue;
    fixes += 1;
    const outcome = applyEdits(
      text,
      edits.map(({ edit }) => edit),
    );
    if (!outcome.applied) throw new Error(outcome.message);
    const said = await refusal(nginx, join(root, 'fixed', String(index)), outcome.text);
    // What is left to mend is told.
    const left = judgeText(outcome.text, { version, checks: [configValid] }).findings;
    if (said !== undefined && left.length === 0)
      refused.push(`${JSON.stringify(lines)}\n  ${said}`);
  }
  expect(fixes).toBeGreaterThan(20);
  expect(refused.join('\n')).toBe('');
});

/** What nginx says of a text; undefined where it takes it. */
async function refusal(
  nginx: NginxBinary,
  prefix: string,
  text: string,
): Promise<string | undefined> {
  await mkdir(prefix, { recursive: true });
  const file = join(prefix, 'nginx.conf');
  await writeFile(file, text);
  const { ok, messages } = await testConfiguration(nginx, { prefix, file });
  return ok ? undefined : messages.map((one) => `${one.line ?? ''} ${one.text}`).join('; ');
}
