import { describe, expect, test } from 'vitest';
import { Model } from '../../nginx/model/index.ts';
import { load, objectFiles } from '../../nginx/syntax/index.ts';
import { findTwins } from './find-twins.ts';

/** The names of the servers that an earlier one stands for, each with that one's. */
function twinsIn(text: string): Record<string, string> {
  const files = objectFiles({ 'nginx.conf': Buffer.from(`events {} http { ${text} }`) });
  const model = new Model(load('nginx.conf', { files }), { version: '1.26.3' });
  const pairs = [...findTwins(model, 0)].map(([server, { first }]) => [
    server.names[0]?.written,
    first.server.names[0]?.written,
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

const DEFAULT = 'server { listen 80 default_server; return 404; }';

function site(
  name: string,
  lines: string,
  backend = `server 127.0.0.1:90${name.slice(-2)};`,
): string {
  return `upstream ${name}_up { ${backend} keepalive 8; }
    server { listen 80; server_name ${name}.example.com; root /srv/${name}; access_log logs/${name}.log;
      location /ws/ { proxy_pass http://${name}_up; ${lines} } }`;
}

const READ = 'proxy_read_timeout 1h;';

test('servers that differ in the numbers of their names, groups, ports and paths alone are twins', () => {
  const text = [DEFAULT, site('app01', READ), site('app02', READ), site('app103', READ)].join('\n');
  expect(twinsIn(text)).toEqual({
    'app02.example.com': 'app01.example.com',
    'app103.example.com': 'app01.example.com',
  });
});

test('an if, a map and a set that look at no host keep nobody from it', () => {
  const map = "map $http_upgrade $connection { default upgrade; '' ''; }";
  const lines = 'if ($request_method = POST) { return 405; } set $a $uri;';
  const inside = (name: string): string => site(name, lines).replace(`root /srv/${name};`, '');
  expect(twinsIn([map, DEFAULT, inside('app01'), inside('app02')].join('\n'))).toEqual({
    'app02.example.com': 'app01.example.com',
  });
});

/** A site whose two locations pass to these. */
function passing(name: string, first: string, second: string): string {
  const backends = `proxy_pass http://${first}; } location /b/ { proxy_pass http://${second};`;
  return site(name, READ).replace(`proxy_pass http://${name}_up;`, backends);
}

test('which of their names are groups, and which are one, has to be the same', () => {
  const found = (one: string, other: string): number =>
    Object.keys(twinsIn([DEFAULT, one, other].join('\n'))).length;
  const withHost = passing('app01', 'app01_up', 'app11_up');
  expect(found(withHost, passing('app02', 'app02_up', 'app12_up'))).toBe(1);
  expect(found(withHost, passing('app02', 'app12_up', 'app02_up'))).toBe(0);
  expect(found(withHost, passing('app02', 'app02_up', 'app02_up'))).toBe(0);
  expect(found(withHost, passing('app02', 'app12_up', 'app13_up'))).toBe(0);
});

describe('no twins', () => {
  const shared = (name: string): string =>
    site(name, READ).replace('server_name', 'server_name www.example.com');
  const second = site('app02', READ);
  test.each([
    ['another figure', site('app02', 'proxy_read_timeout 2h;')],
    ['another parameter in the group', site('app02', READ, 'server 127.0.0.1:9002 backup;')],
    ['letters in a name', site('web02', READ)],
    ['another address', site('app02', READ, 'server 127.0.0.2:9002;')],
    ['port 0', site('app02', READ, 'server 127.0.0.1:0;')],
    ['a port that is none', site('app02', READ, 'server 127.0.0.1:99002;')],
    ['the port of a scheme', site('app02', READ, 'server 127.0.0.1:80;')],
    ['a port that nginx listens on', `${second} server { listen 9002; }`],
    [
      'a group of another server',
      `${second} server { location / { proxy_pass http://app02_up; } }`,
    ],
    [
      'an address of another server',
      `${second} server { location / { proxy_pass http://127.0.0.1:9002; } }`,
    ],
    [
      'an address of a group that a variable may lead to',
      `${second} upstream a { server 127.0.0.1:9002; }`,
    ],
    ['a name that is another one’s too', `${second} server { server_name app02.example.com; }`],
    ['a wildcard', site('app02', READ).replace('app02.example.com', '*.app02.example.com')],
    ['a map of hosts', `${second} map $host $a { app02.example.com 1; }`],
    ['a map of origins', `${second} map $http_origin $a { ~app\\d+ 1; }`],
    ['a variable made of the host', `${second} server { location / { set $a $host; } }`],
    ['a line for all that names it', `${second} add_header X app02.example.com;`],
    ['an if that looks at the host', `${second} server { if ($host ~ ^app01) { return 404; } }`],
    ['files that a disk has or not', `${second} server { location / { try_files $uri /a; } }`],
  ])('by %s', (_, other) => {
    expect(twinsIn([DEFAULT, site('app01', READ), other].join('\n'))).toEqual({});
  });

  test('among servers that all have one name, which leads to the first', () => {
    expect(twinsIn([DEFAULT, shared('app01'), shared('app02')].join('\n'))).toEqual({});
  });

  test('of the default server, which others come to as well', () => {
    expect(twinsIn([site('app01', READ), second].join('\n'))).toEqual({});
  });

  test('among a few servers, where little is to be won', () => {
    const text = `events {} http { ${[DEFAULT, site('app01', READ), second].join('\n')} }`;
    const files = objectFiles({ 'nginx.conf': Buffer.from(text) });
    const model = new Model(load('nginx.conf', { files }), { version: '1.26.3' });
    expect(findTwins(model).size).toBe(0);
  });
});
