import { test } from 'vitest';
import { candidates } from '../nginx-versions.ts';
import type { Case, Ask } from './cases/case.ts';
import { startSiteOfCases } from './site-of-cases.ts';
const T: [string, string, Partial<Ask>?][] = [
  ['error_page 404 =302 page; return 404 "";', '/'],
  ['error_page 404 =302 page; return 404 text;', '/'],
  ['return 302 "";', '/'],
  ['return 304 /x;', '/'],
  ['return $scheme://b.test/;', '/'],
  ['error_page 404 =200 there; return 404;', '/'],
  ['error_page 404 =301 there; return 404;', '/'],
  ['error_page 301 =200 /e; location = /e { return 200; } location / { return 301 x; }', '/'],
  ['error_page 404 = /e; location = /e { return 200 page; } location / { return 404; }', '/'],
  ['error_page 404 /e; location = /e { return 200 page; } location / { return 404; }', '/'],
  ['error_page 404 =302 /e; location = /e { return 302 "=$uri-$args-$request_method"; } location / { return 404; }', '/', { method: 'HEAD' }],
  ['recursive_error_pages on; error_page 404 /a; location / { return 404; }', '/'],
  ['error_page 404 /a; error_page 403 /b; location = /a { return 403; } location = /b { return 302 b; } location / { return 404; }', '/'],
  ['location / { rewrite ^/(x{0,9})$ /x$1 last; return 302 "=$uri"; }'.replace('^/(x{0,9})$', '"^/(x{0,9})$"'), '/'],
  ['location / { rewrite "^/(x{0,10})$" /x$1 last; return 302 "=$uri"; }', '/'],
  ['rewrite ^/(?!new)(.*) /new/$1?q=$1; location /new { return 302 "=$uri?$args"; }', '/a%20b'],
  ['rewrite ^/(?!new)(.*) /new/$1?q=$1; location /new { return 302 "=$uri?$args"; }', '/a&b'],
  ['rewrite ^/(?!new)(.*) /new/$1?q=$1; location /new { return 302 "=$uri?$args"; }', '/a+b'],
  ['rewrite ^/(?!new)(.*) /new/$1?q=$1; location /new { return 302 "=$uri?$args"; }', '/%3Ca'],
  ['if ($uri ~ ^/(.*)) { set $a $1; } return 302 "=$a";', '/a%20b'],
  ['rewrite ^/(.*) /$1; if ($uri ~ ^/(.*)) { set $a $1; } return 302 "=$a";', '/a%20b'],
  ['rewrite ^ /new?b redirect;', '/old?a=1'],
  ['rewrite ^ /new? redirect;', '/old?a=1'],
  ['location / { rewrite ^ /new?b=2?; } location /new { return 302 "=$uri?$args"; }', '/old?a=1'],
  ['location / { break; return 403; }', '/none'],
  ['location / { if ($arg_a) { break; } return 302 x; }', '/none?a=1'],
  ['location / { rewrite ^ /new; break; } location /new { return 302 new; }', '/none'],
  ['if ($uri ~ ^/(.)) { set $z 1; } rewrite ^/none /x; return 302 "=$1";', '/a'],
  ['if ($arg_a ~ none) { return 302 a; } if ($uri ~ ^/(.)) { set $z 1; } if ($arg_a ~ (none)) { return 302 "a$1"; } return 302 "-$1";', '/p?a=x'],
  ['root html; index none.html /file.txt;', '/folder/'],
  ['root html; index $arg_i;', '/folder/?i=file.txt'],
  ['root html; autoindex on;', '/folder/', { method: 'POST', headers: ['Content-Length: 0'] }],
  ['root html; location / { try_files /file.txt =410; location /n { } if ($arg_i) { set $z 1; } }', '/folder/?i=1'],
  ['root html; location / { try_files $uri $uri/ =410; }', '/folder'],
  ['location /p/ { alias html/folder/; location /p/q { return 302 "=$request_filename"; } }', '/p/qr'],
  ['location /p/ { alias html/folder/; try_files /p/file.txt =404; }', '/p/x'],
  ['location / { alias html/; rewrite ^ /a.txt break; }', '/x', { method: 'PUT' }],
  ['location / { proxy_pass http://backend; limit_except POST { proxy_pass http://127.0.0.1:@BACKEND@; } }', '/'],
  ['location / { proxy_pass http://backend; limit_except get { deny all; } }', '/', { method: 'POST', headers: ['Content-Length: 0'] }],
  ['location /a { location /a/b/ { proxy_pass http://backend/; } }', '/a/b/c'],
  ['location / { proxy_pass http://backend; }', 'http://a.test/x?y'],
  ['location / { proxy_pass http://backend; }', 'http://a.test'],
  ['location / { set $b backend; proxy_pass http://$b/$uri$is_args$args; }', '/ws/%61?c'],
  ['location / { proxy_pass http://backend/x/; rewrite ^/a(.*) /b$1; } location /b { proxy_pass http://backend/x/; }', '/a/c'],
  ['location / { rewrite ^ /x?y break; proxy_pass http://backend; }', '/a?d'],
  ['location / { proxy_set_header X "$proxy_host $proxy_port $http_x_two $cookie_a $arg_b"; proxy_pass http://backend/; }', '/?xb=0&B=3', { headers: ['X-Two: 1', 'x-two: 2', 'Cookie: b=1', 'Cookie: A=7'] }],
  ['location / { proxy_set_body "a$arg_none b"; proxy_pass http://backend/; }', '/', { method: 'POST', headers: ['Content-Length: 0'] }],
  ['location / { proxy_method $arg_m; proxy_pass http://backend/; }', '/?m=LOCK'],
  ['deny all; return 302 x;', '/'],
  ['location / { auth_request /auth; proxy_pass http://backend; } location /auth { return 204; }', '/'],
  ['location / { auth_request /auth; proxy_pass http://backend; } location /auth { return 404; }', '/'],
  ['location / { auth_request /auth; proxy_pass http://backend; } location /auth { return 302 /login; }', '/'],
  ['location / { auth_request /auth; proxy_set_header A $a; proxy_pass http://backend; } location /auth { set $a 2; return 200; }', '/?y=3'],
  ['return 302 "=$host|$http_host|$server_port|$remote_user";', '/', { host: 'B.Test:81', headers: ['Authorization: Basic dXNlcjpwYXNz'] }],
  ['return 302 "=$remote_user";', '/', { headers: ['Authorization: Basic OnA='] }],
  ['return 302 "=$cookie_a|$arg_a";', '/?a', { headers: ['Cookie: a'] }],
  ['return 301 /x;', '/', { host: null, httpVersion: '1.0' }],
  ['server_name_in_redirect on; return 301 /x;', '/', { host: 'other.test' }],
  ['return 302 "=$request_method";', '/', { method: 'TRACE' }],
  ['return 302 "=$limit_rate|$nginx_version|$pipe|$https|$is_args";', '/?'],
  ['set $args b; location / { proxy_pass http://backend; }', '/%61?a'],
  ['location / { proxy_pass http://backend/x?y=1; }', '/ws?c'],
  ['location / { error_page 418 =201 @up; return 418; } location @up { proxy_pass http://backend; }', '/'],
  ['location / { error_page 418 = @up; return 418; } location @up { proxy_pass http://backend; }', '/'],
  ['client_max_body_size 1; error_page 413 @e; location @e { proxy_pass http://backend; }', '/', { method: 'POST', headers: ['Content-Length: 9'] }],
  ['location / { empty_gif; }', '/', { method: 'POST', headers: ['Content-Length: 0'] }],
  ['satisfy any; deny all; location / { proxy_pass http://backend; auth_request /no; } location /no { return 401; }', '/'],
  ['satisfy any; deny all; location / { proxy_pass http://backend; auth_request /no; } location /no { return 404; }', '/'],
  ['location / { proxy_pass http://backend; add_header X-A "$uri"; if ($arg_a) { rewrite ^ /z break; } }', '/a?a=1'],
  ['location = / { return 302 "=$uri"; } location "" { return 302 empty; }', '/q'],
  ['location ~* ^/A(?<rest>.*)$ { return 302 "=$rest-$1"; }', '/abc'],
  ['location /d/ { proxy_pass http://backend/; } location = /d { return 302 no; }', '/d'],
  ['port_in_redirect off; location /d/ { proxy_pass http://backend/; }', '/d?x'],
];
const cases: Case[] = T.map(([server, target, rest], i) => ({ name: String(i), server, asks: [{ target, expected: {}, ...rest }] }));
test('x', async () => {
  for (const c of await candidates()) {
    const site = await startSiteOfCases(c.nginx as never, cases, { 'html/folder/file.txt': 'x', 'html/file.txt': 'y' });
    for (const one of cases) {
      const ask = one.asks[0] as Ask;
      const n = await site.nginx(one, ask);
      let m: unknown; try { m = site.modelSees(one, ask); } catch (e) { m = String(e); }
      console.log(JSON.stringify(n) === JSON.stringify(m) ? 'same' : 'DIFF', c.version, one.name, '|', ask.target, one.server, JSON.stringify(n), JSON.stringify(n) === JSON.stringify(m) ? '' : `MODEL ${JSON.stringify(m)}`);
    }
    await site.stop();
  }
});
