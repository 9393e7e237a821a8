import { describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { Model } from '../../nginx/model/index.ts';
import { load, objectFiles, type Placed } from '../../nginx/syntax/index.ts';
import { noFacts } from '../configuration.fixture.ts';
import { findPaths } from '../find-paths.ts';
import { judgeConfiguration } from '../judge-configuration.ts';
import { findTwins } from './find-twins.ts';

const COPIES = ['11', '12', '13', '14'];

function modelOf(text: string): Model {
  const files = objectFiles({ 'nginx.conf': Buffer.from(text) });
  return new Model(load('nginx.conf', { files }), { version: '1.26.3' });
}

/** The configuration with each of its servers, and groups, written some times more, numbered. */
function multiplied(text: string): string {
  const { http } = modelOf(text);
  if (http === undefined) return text;
  const groups = http.named('upstream');
  const names = groups.map(({ directive }) => directive.args[0]?.value ?? '');
  const blocks = [...http.named('server'), ...groups].filter(({ directive }) => directive.block);
  const copies = COPIES.flatMap((copy) =>
    blocks.map((block, index) => numbered(textOf(block), `${copy}${index}`, copy, names)),
  );
  const end = http.placed?.directive.block?.span.end ?? text.length;
  return `${text.slice(0, end - 1)}\n${copies.join('\n')}\n}${text.slice(end)}`;
}

function numbered(block: string, server: string, copy: string, groups: readonly string[]): string {
  const named = /\bserver_name\s/.test(block)
    ? block.replace(/\bserver_name\s+(?=[\w.])/, `$&n${server}.`)
    : block.replace(/^server\s*\{/, `$& server_name n${server}.example.com;`);
  const alone = named.replaceAll(/ default_server\b/g, '');
  const moved = alone.replaceAll(/127\.0\.0\.1:(\d)\d\d(\d)\b/g, `127.0.0.1:$1${copy}$2`);
  return groups.reduce(
    (written, group) =>
      written.replaceAll(new RegExp(`(//|upstream )${group}\\b`, 'g'), `$1${group}${copy}`),
    moved,
  );
}

function textOf({ directive, file }: Placed): string {
  return file.source.chars.slice(directive.span.start, directive.span.end);
}

function judged(model: Model, told: object, byTwins: boolean): object {
  const facts = { ...noFacts, ...told };
  const paths = findPaths(model, facts, byTwins ? findTwins(model, 0) : undefined);
  const { configuration } = model;
  const { findings, unknown, broken } = judgeConfiguration(checks, {
    configuration,
    model,
    facts,
    paths,
  });
  return {
    urls: paths.map(({ url, intent, isPlain }) => ({ url, intent, isPlain })),
    findings: findings.map(({ at: _, remedy: __, ...finding }) => finding),
    unknown,
    broken,
  };
}

const EXAMPLES = checks.flatMap(({ id, bad, good, told }) => [
  { what: `${id}, bad`, text: bad, facts: told?.bad ?? {} },
  { what: `${id}, good`, text: good, facts: told?.good ?? {} },
]);

describe('what is found by twins is what is found in each server', () => {
  test.each(EXAMPLES)('$what', ({ text, facts }) => {
    const model = modelOf(multiplied(text));
    expect(judged(model, facts, true)).toEqual(judged(model, facts, false));
  });

  test('and most of the examples have some', () => {
    const withTwins = EXAMPLES.filter(
      ({ text }) => findTwins(modelOf(multiplied(text)), 0).size > 0,
    );
    expect(withTwins.length).toBeGreaterThan(EXAMPLES.length / 2);
  });
});

/** Lines that make a server another one, or something be found in it. */
const LINES = [
  'proxy_http_version 1.0;',
  'proxy_set_header Host $proxy_host;',
  'proxy_set_header X $undefined_thing;',
  'proxy_read_timeout 7q;',
  'proxy_read_timeout 20s;',
  'proxy_pass https://127.0.0.1:9012;',
  'proxy_hide_header Upgrade;',
  'limit_conn per_address 3;',
  'limit_conn nowhere 1;',
  'bogus_directive 1;',
  'deny all;',
  'access_log off;',
  'auth_basic x; auth_basic_user_file f;',
  'rewrite ^/ws/(.*) /$1 break;',
  'return 301 https://$host$request_uri;',
  'add_header Content-Security-Policy "connect-src \'self\'";',
];

function tree(lineOf: (site: number) => string): string {
  const sites = [10, 11, 12, 13, 14, 15].map(
    (site) => `upstream app${site}_up { server 127.0.0.1:90${site}; server 127.0.0.1:91${site}; }
      server { listen 80; server_name app${site}.example.com; access_log logs/${site}.log;
        location / { proxy_pass http://app${site}_up; }
        location /ws/ { proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;
          proxy_set_header Connection upgrade; ${lineOf(site)} proxy_pass http://app${site}_up; } }`,
  );
  return `events {} http { limit_conn_zone $binary_remote_addr zone=per_address:1m;
    server { listen 80 default_server; return 404; } ${sites.join('\n')} }`;
}

test('what is summed up is summed up over all of them', () => {
  // The 3 addresses of the default server and of the first have too few ports, the 13 of all have enough.
  const text = tree(() => '').replace(
    'server { listen 80 default_server; return 404; }',
    `upstream own_up { server 127.0.0.1:9500; }
     server { listen 80 default_server; server_name own.example.com; location /ws/ {
       proxy_pass http://own_up; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;
       proxy_set_header Connection upgrade; } }`,
  );
  const model = modelOf(text);
  expect(findTwins(model, 0).size).toBeGreaterThan(3);
  for (const tunnels of [200_000, 2_000_000]) {
    expect(judged(model, { tunnels }, true)).toEqual(judged(model, { tunnels }, false));
  }
});

describe('so it is where servers are found fault with', () => {
  const facts = { tunnels: 500, heartbeatMs: 90_000, nodesNeedSession: true };
  test.each(LINES)('%s in all of them', (line) => {
    const model = modelOf(tree(() => line));
    expect(findTwins(model, 0).size).toBeGreaterThan(3);
    for (const told of [{}, facts]) {
      expect(judged(model, told, true)).toEqual(judged(model, told, false));
    }
  });

  test.each(LINES)('%s in one of them', (line) => {
    const model = modelOf(tree((site) => (site === 13 ? line : '')));
    expect(judged(model, {}, true)).toEqual(judged(model, {}, false));
  });
});
