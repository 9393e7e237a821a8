import { isAtLeast } from '../../../src/nginx/catalog/version.ts';
import { answeredBy, type Case, type Seen } from './case.ts';

/** A default server that tells what it knows, and the server of `a.test`. */
const TWO_SERVERS = (page: string): string => `
  server { listen 127.0.0.1:@PORT@ default_server; server_name _; ${page} }
  server { listen 127.0.0.1:@PORT@; server_name a.test; error_page 400 =302 mine; return 302 mine; }`;

const NAMED = 'error_page 400 = @bad; location @bad { return 302 "=$uri-$http_x"; }';
const FROM = (status: number): Partial<Seen> => ({ status, redirect: undefined, line: undefined });

/** What random configurations found the model to be wrong about, each with its cause. */
export const foundCases: readonly Case[] = [
  {
    name: 'a prefix equal to the whole path does not keep expressions out, only = does',
    server: `location /ws { return 302 prefix; } location ~ ^/w { return 302 regex; }
      location = /we { return 302 exact; }`,
    asks: [
      { target: '/ws', expected: answeredBy('regex') },
      { target: '/we', expected: answeredBy('exact') },
    ],
  },
  {
    name: 'an empty Host is refused, and the default server of the connection answers',
    http: TWO_SERVERS('error_page 400 =302 default;'),
    asks: [
      { target: '/', host: '', expected: answeredBy('default') },
      { target: '/', host: 'a/b', headers: ['Host: a.test'], expected: answeredBy('default') },
      { target: '/', host: null, expected: answeredBy('default') },
      { target: '/', expected: answeredBy('mine') },
    ],
  },
  {
    name: 'a bad target is answered by the default server, before a header was read',
    http: TWO_SERVERS('error_page 400 =302 "=$http_x-$host-$request_uri";'),
    asks: [{ target: '/%zz', headers: ['X: 1'], expected: answeredBy('=-_-') }],
  },
  {
    name: 'a bad host has a path and the headers before it, a bad target has no path',
    server: NAMED,
    asks: [
      { target: '/a', host: 'a/b', headers: ['X: 1'], expected: { redirect: '=/a-' } },
      { target: '/%zz', expected: FROM(500) },
    ],
  },
  {
    name: 'PUT on a folder is not allowed, POST is forbidden',
    server: 'location / { root html; }',
    asks: [
      { target: '/folder/', method: 'PUT', expected: FROM(405) },
      { target: '/folder/', method: 'POST', headers: ['Content-Length: 0'], expected: FROM(403) },
      { target: '/folder/', expected: FROM(403) },
      {
        target: '/folder/file.txt',
        method: 'POST',
        headers: ['Content-Length: 0'],
        expected: FROM(405),
      },
    ],
  },
  {
    name: 'an alias that names a file where a folder is looked for is an error',
    server:
      'location /f/ { alias html/folder/file.txt/; } location /g/ { alias html/folder/file.txt; }',
    asks: [
      { target: '/f/', expected: FROM(404) },
      { target: '/g/', expected: FROM(500) },
    ],
  },
  {
    name: 'a method that files do not take is refused before an alias of a rewritten path is',
    server: 'location / { alias html/; rewrite ^ /folder/file.txt break; }',
    asks: [
      { target: '/', expected: FROM(500) },
      { target: '/', method: 'PUT', expected: FROM(405) },
    ],
  },
  {
    name: 'of a name in try_files, the prefix of an alias is cut off only where it has variables',
    server: `location /p/ { alias html/folder/; try_files /p/file.txt =404; }
      location /q/ { alias html/folder/; try_files /q/$arg_f =404; }`,
    asks: [
      { target: '/p/', expected: FROM(404) },
      { target: '/q/?f=file.txt', expected: FROM(200) },
    ],
  },
  {
    name: 'a redirect that nginx makes by itself is escaped since 1.21.0',
    server: `absolute_redirect off; location "/a b/" { proxy_pass http://backend; }
      location / { root html; }`,
    asks: [
      {
        target: '/a%20b?x',
        expected: (version) => ({
          redirect: isAtLeast(version, '1.21.0') ? '/a%20b/?x' : '/a b/?x',
        }),
      },
      {
        target: '/a%20folder',
        expected: (version) => ({
          redirect: isAtLeast(version, '1.21.0') ? '/a%20folder/' : '/a folder/',
        }),
      },
    ],
  },
  {
    name: 'try_files with an alias in an expression appends the file to the alias',
    server: 'location ~ ^/r { alias html/folder; try_files /none /file.txt =404; }',
    asks: [
      { target: '/r', expected: FROM(200) },
      { target: '/rx', expected: FROM(200) },
    ],
  },
  {
    name: 'real_ip_header: of several lines the first counts, and a port only where one is told',
    server: `set_real_ip_from 127.0.0.1; return 302 "=$remote_addr-$remote_port";`,
    asks: [
      {
        target: '/',
        headers: ['X-Real-IP: 1.1.1.1', 'X-Real-IP: 2.2.2.2'],
        expected: answeredBy('=1.1.1.1-'),
      },
      { target: '/', headers: ['X-Real-IP: [::1]:077'], expected: answeredBy('=::1-77') },
      { target: '/', headers: ['X-Real-IP: 1.1.1.1, 2.2.2.2'], expected: answeredBy('=2.2.2.2-') },
    ],
  },
  {
    name: 'a second if that holds forgets where the proxy_pass of the first leads',
    server: `location / { if ($arg_a) { proxy_pass http://backend; } if ($arg_b) { set $x 1; } }`,
    asks: [
      { target: '/folder/?a=1', expected: { status: undefined } },
      { target: '/folder/?b=1', expected: FROM(403) },
      { target: '/folder/?a=1&b=1', expected: FROM(500) },
    ],
  },
  {
    // It was taken to be kept, as most variables are.
    name: '$request_method is GET after error_page, even where it was asked for before',
    server: `error_page 418 /page; location = /page { return 302 "=$request_method$m"; }
      location /asked { set $m $request_method; return 418; } location / { return 418; }`,
    asks: [
      {
        target: '/asked',
        method: 'POST',
        headers: ['Content-Length: 0'],
        expected: answeredBy('=GETPOST'),
      },
      { target: '/', method: 'POST', headers: ['Content-Length: 0'], expected: answeredBy('=GET') },
    ],
  },
  {
    name: 'Host twice is refused, by the server that the first one led to',
    http: TWO_SERVERS('error_page 400 =302 default;'),
    asks: [
      { target: '/', headers: ['Host: other.test'], expected: answeredBy('mine') },
      {
        target: '/',
        host: 'other.test',
        headers: ['Host: a.test'],
        expected: answeredBy('default'),
      },
    ],
  },
  {
    name: 'a request with an absolute target and without Host is refused as any other',
    http: TWO_SERVERS('error_page 400 =302 default;'),
    asks: [
      { target: 'http://a.test/', host: null, expected: answeredBy('mine') },
      { target: 'http://a.test/', host: '', expected: answeredBy('mine') },
      { target: 'http://a.test/', host: 'other.test', expected: answeredBy('mine') },
    ],
  },
  {
    name: 'a method in small letters is refused before the protocol is read',
    http: TWO_SERVERS('error_page 400 =302 "=$server_protocol";'),
    asks: [{ target: '/', method: 'get', expected: answeredBy('=') }],
  },
  {
    name: 'where the request line cannot be read, HEAD stays but has no name',
    server: 'error_page 400 /page; location /page { return 302 "=$request_method"; }',
    asks: [
      { target: '*', method: 'HEAD', expected: answeredBy('=') },
      { target: '*', expected: answeredBy('=GET') },
      { target: '/%zz', method: 'HEAD', expected: answeredBy('=HEAD') },
    ],
  },
  {
    name: 'an absolute target leads to its server before the headers are read',
    http: `server { listen 127.0.0.1:@PORT@ default_server; server_name _; underscores_in_headers on;
        return 302 default; }
      server { listen 127.0.0.1:@PORT@; server_name a.test; return 302 "=$http_x_y"; }`,
    asks: [
      {
        target: 'http://a.test/',
        host: null,
        httpVersion: '1.0',
        headers: ['X_Y: 1'],
        expected: answeredBy('='),
      },
      { target: '/', headers: ['X_Y: 1'], expected: answeredBy('=') },
    ],
  },
  {
    name: 'TRACE is refused before any location is looked for',
    server: 'location / { return 302 location; }',
    asks: [
      { target: '/', method: 'TRACE', expected: FROM(405) },
      { target: '/', method: 'OPTIONS', expected: answeredBy('location') },
    ],
  },
  {
    name: 'stub_status takes GET and HEAD alone',
    server: 'location / { stub_status; }',
    asks: [
      { target: '/', expected: FROM(200) },
      { target: '/', method: 'PUT', headers: ['Content-Length: 0'], expected: FROM(405) },
    ],
  },
  {
    name: 'a location may trust a hop, too; $remote_addr stays what it was when first asked',
    server: `location / { set_real_ip_from 127.0.0.1; proxy_set_header A $remote_addr; proxy_pass http://backend; }
      location /asked { set $early $remote_addr; set_real_ip_from 127.0.0.1;
        proxy_set_header A $remote_addr; proxy_set_header B $proxy_add_x_forwarded_for;
        proxy_pass http://backend; }`,
    asks: [
      { target: '/', headers: ['X-Real-IP: 1.1.1.1'], expected: { status: undefined } },
      { target: '/asked', headers: ['X-Real-IP: 1.1.1.1'], expected: { status: undefined } },
    ],
  },
  {
    name: 'with satisfy any, a 401 stays whatever else refuses the request',
    server: `location /page { satisfy any; auth_basic area; auth_basic_user_file users; auth_request /no; root html; }
      location = /no { return 403; }`,
    asks: [{ target: '/page', expected: FROM(401) }],
  },
  {
    name: 'without a Host the length of the body is not read, and not passed on',
    server: 'error_page 400 = @page; location @page { proxy_pass http://backend; }',
    asks: [
      {
        target: '/',
        host: null,
        method: 'POST',
        headers: ['Content-Length: 0'],
        expected: { status: undefined },
      },
    ],
  },
  {
    name: 'the prefix of an alias is cut off the last word of try_files, too, which may leave no path',
    server: 'root html; location /folder/ { alias html/; try_files /none /folder/$arg_a; }',
    asks: [{ target: '/folder/', expected: FROM(403) }],
  },
  {
    name: 'a variable of its own may be called as those of nginx are, and is empty before its set',
    server: `location / { return 302 "=$upstream_app"; }
      location /set { set $upstream_app 1; return 302 "=$upstream_app"; }`,
    asks: [
      { target: '/', expected: answeredBy('=') },
      { target: '/set', expected: answeredBy('=1') },
    ],
  },
  {
    name: 'without a Referer, valid_referers that names somebody wants none',
    // Debian's 1.18.0 is built without the module.
    since: '1.22.1',
    server: `location / { return 302 "=$invalid_referer"; }
      location /named { valid_referers b.test; return 302 "=$invalid_referer"; }
      location /none { valid_referers none b.test; return 302 "=$invalid_referer"; }
      location /blocked { valid_referers blocked b.test; return 302 "=$invalid_referer"; }
      location /server { valid_referers server_names; return 302 "=$invalid_referer"; }`,
    asks: [
      { target: '/', expected: answeredBy('=') },
      { target: '/named', expected: answeredBy('=1') },
      { target: '/none', expected: answeredBy('=') },
      { target: '/blocked', expected: answeredBy('=1') },
      { target: '/server', expected: answeredBy('=1') },
    ],
  },
];

/**
 * `$1` in a text while a map in the same text matches an expression of its own: the model does not say, and
 * nginx writes less, or more, than it has made room for: what follows may be anything.
 */
export const captureCase: Case = {
  name: 'a map with an expression changes $1 while the text around it is put together',
  http: `map $arg_a $found_map { "~^(x)(.*)" "$2"; }
    server { listen 127.0.0.1:@PORT@; server_name a.test;
      location ~ ^/(.*)$ { return 302 "=$1-$found_map-$1"; } }`,
  asks: [
    { target: '/path', expected: answeredBy('=path--path') },
    { target: '/path?a=xyz', expected: { status: 302 } },
  ],
};
