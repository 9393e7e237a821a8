import { describe, expect, test } from 'vitest';
import { configValid } from './config-valid.ts';
import { findingsOf, inServer, mended, placesOf, UPGRADE } from './judged.fixture.ts';

const PASS = 'proxy_pass http://127.0.0.1:8080;';

function places(content: Parameters<typeof findingsOf>[1]): string[] {
  return placesOf(findingsOf(configValid, content));
}

describe('what nginx refuses', () => {
  test.each<[what: string, lines: string, line: number]>([
    ['a missing semicolon, at the line that lacks it', `root /srv\n${PASS}`, 7],
    ['an unknown directive', 'proxy_sett_header A b;', 7],
    ['a directive in the wrong place', 'worker_processes 1;', 7],
    ['too few arguments', 'location / { proxy_set_header A; }', 7],
    ['a header in an if', 'location / { if ($http_upgrade) { proxy_set_header A b; } }', 7],
    ['an undefined variable', 'location / { proxy_set_header A $nobody; }', 7],
    ['one in an answer', 'location / { return 200 a$nobody; }', 7],
    ['a location twice', 'location /a { }\nlocation ^~ /a { }', 8],
    ['a directive twice', 'location /a { proxy_http_version 1.1;\nproxy_http_version 1.1; }', 8],
    ['a path behind an expression', 'location ~ ^/ws {\nproxy_pass http://127.0.0.1:1/x;\n}', 8],
    ['a path in an if', 'location / { if ($arg_a) {\nproxy_pass http://127.0.0.1:1/; } }', 8],
    [
      'two default servers',
      '}\nserver { listen 1 default_server; }\nserver {\nlisten 1 default_server;',
      10,
    ],
    ['one address twice', 'listen *:80;', 7],
    ['TLS without a certificate', 'listen 443 ssl;', 7],
  ])('%s', (_, lines, line) => {
    expect(places(inServer(lines))).toEqual([`error ${line}`]);
  });

  test('an upstream twice', () => {
    const twice = inServer('').replace(
      'server {',
      'upstream a { server b; }\nupstream A { server b; }\nserver {',
    );
    expect(places(twice)).toEqual(['error 5']);
  });

  test('a location outside every server', () => {
    expect(places('events {}\nhttp {\n    location / { }\n    location / { }\n}\n')).toEqual([
      'error 3',
      'error 4',
    ]);
  });

  test('a file that is not there', () => {
    expect(places(inServer('include gone.conf;'))).toEqual(['error 7']);
  });
});

describe('what it takes', () => {
  test.each([
    ['nothing odd', `location / { ${PASS} ${UPGRADE} }`],
    ['no match of a pattern', 'include gone/*.conf;'],
    ['an exact location beside its prefix', 'location /a { }\nlocation = /a { }'],
    ['an expression twice', 'location ~ a { }\nlocation ~ a { }'],
    ['headers twice', `location / { ${PASS} proxy_set_header A b; proxy_set_header A c; }`],
    ['a directive again in a block within', 'root /a; location / { root /b; }'],
    ['a unix socket behind an expression', 'location ~ a { proxy_pass http://unix:/run/a.sock; }'],
    ['a path with variables behind one', 'location ~ ^/(.*) { proxy_pass http://127.0.0.1:1/$1; }'],
    [
      'variables of its own',
      'set $one 1; location / { return 200 $one$uri$http_x_y$arg_z$cookie_a; }',
    ],
    ['one by a group', 'location ~ ^/(?<name>.+) { return 200 $name; }'],
    [
      'one that auth_request sets',
      'location / { auth_request /a; auth_request_set $who $upstream_http_who; proxy_set_header A $who; }',
    ],
    [
      'the end of an expression',
      'location ~ \\.php$ { rewrite ^/a$ /b; if ($uri ~ x$) { return 404; } }',
    ],
    ['IPv4 and IPv6', 'listen [::]:80;'],
  ])('%s', (_, lines) => {
    expect(places(inServer(lines))).toEqual([]);
  });

  test('a whole path outside the folder may be missing only here', () => {
    expect(places(inServer('include /etc/nginx/mime.types;'))).toEqual(['advice 7']);
  });
});

describe('a map', () => {
  const inside = inServer(`    location / {
        ${PASS}
        proxy_set_header Connection $mine;
    }
    map $http_upgrade $mine {
        default upgrade;
        ''      '';
    }`);

  test('in a server is one finding, and is moved to http level', () => {
    expect(places(inside)).toEqual(['error 11']);
    const { 'nginx.conf': text = '' } = mended(configValid, inside);
    const at = text.indexOf('    map $http_upgrade $mine {\n        default upgrade;\n');
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(text.indexOf('server {'));
    expect(text.match(/\$mine \{/g)).toHaveLength(1);
  });

  test('that is missing is added', () => {
    const text = mended(configValid, configValid.bad)['nginx.conf'];
    expect(text).toContain('map $http_upgrade $connection_upgrade {');
  });
});

test('in a file with a broken text nothing else is judged', () => {
  const files = {
    'nginx.conf': inServer('include a.conf;\nfoo;'),
    'a.conf': 'location / {\nroot /srv\nproxy_foo;\n}\n',
  };
  expect(places(files)).toEqual(['error a.conf:2', 'error 8']);
});
