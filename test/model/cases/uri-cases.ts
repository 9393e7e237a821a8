import { answeredBy, type Case } from './case.ts';

const path = (text: string) => ({ line: `GET ${text} HTTP/1.1` });
const V = 'proxy_http_version 1.1;';

/** Section 9: what of the path goes upstream. */
export const uriCases: readonly Case[] = [
  {
    name: '9 no URI part: the path as it was sent',
    server: `${V} location /ws/ { proxy_pass http://backend; }`,
    asks: ['/ws/a%20b%2Fc?x=%31', '//ws//a', '/x/../ws/%77', '/ws/?'].map((target) => ({
      target,
      expected: path(target),
    })),
  },
  {
    name: '9 a URI part stands for the prefix of the normalised path',
    server: `${V} location /ws/ { proxy_pass http://backend/api; }
      location /io { proxy_pass http://backend/; } location = /e { proxy_pass http://backend/x; }`,
    asks: [
      { target: '/ws/chat', expected: path('/apichat') },
      { target: '//ws//chat?a=b', expected: path('/apichat?a=b') },
      { target: '/ws/a%20b%2F%25', expected: path('/apia%20b/%25') },
      { target: '/io/chat', expected: path('//chat') },
      { target: '/e?q', expected: path('/x?q') },
    ],
  },
  {
    name: '9 variables and a path: it replaces everything',
    server: `${V} set $there backend;
      location /fixed/ { proxy_pass http://$there/fixed; }
      location /whole/ { proxy_pass http://$there$request_uri; }
      location /none/ { proxy_pass http://$there; }`,
    asks: [
      { target: '/fixed/chat?a', expected: path('/fixed') },
      { target: '/whole/a%20b?a', expected: path('/whole/a%20b?a') },
      { target: '/none/a%20b?a', expected: path('/none/a%20b?a') },
    ],
  },
  {
    name: '9 a name in a variable needs a resolver, unless it is an upstream',
    server: `set $there nowhere.test; location / { proxy_pass http://$there; }`,
    asks: [{ target: '/', expected: { status: 502 } }],
  },
  {
    name: '9 after rewrite … break the URI part has no effect',
    server: `${V} location /ws/ { rewrite ^/ws/(.*) /new/$1 break; proxy_pass http://backend/api; }
      location /no/ { rewrite ^/no/(.*) /new/$1 break; proxy_pass http://backend; }`,
    asks: [
      { target: '/ws/a?b', expected: path('/new/a?b') },
      { target: '/no/a%20b?b', expected: path('/new/a%20b?b') },
    ],
  },
];

/** Section 10: maps. */
export const mapCases: readonly Case[] = [
  {
    name: '10 exact texts in any case, then wildcards, then expressions in order, then the default',
    http: `map $arg_h $m10 { hostnames; default other; a.test exact; *.a.test wildcard; .b.test dotted;
        a.* end; "~^x" first; ~xy second; }
      map $arg_h $m10e { a 1; }
      map $http_upgrade $m10u { default upgrade; '' ''; }
      server { listen 127.0.0.1:@PORT@; return 302 "=$m10-$m10e-$m10u"; }`,
    asks: [
      { target: '/?h=A.TEST', expected: answeredBy('=exact--') },
      { target: '/?h=q.a.test', expected: answeredBy('=wildcard--') },
      { target: '/?h=b.test', expected: answeredBy('=dotted--') },
      { target: '/?h=a.c', expected: answeredBy('=end--') },
      { target: '/?h=xy', expected: answeredBy('=first--') },
      { target: '/?h=wxy', expected: answeredBy('=second--') },
      { target: '/?h=a', expected: answeredBy('=other-1-') },
      { target: '/', headers: ['Upgrade: h2c'], expected: answeredBy('=other--upgrade') },
    ],
  },
  {
    name: '10 Upgrade $connection_upgrade sends the word upgrade',
    http: `map $http_upgrade $m10c { default upgrade; '' close; }
      server { listen 127.0.0.1:@PORT@; location / { proxy_set_header Upgrade $m10c;
        proxy_set_header Connection $m10c; proxy_pass http://backend; } }`,
    asks: [
      {
        target: '/',
        headers: ['Upgrade: websocket'],
        expected: { headers: ['Upgrade: upgrade', 'Connection: upgrade', 'Host: backend'] },
      },
      {
        target: '/',
        expected: { headers: ['Upgrade: close', 'Connection: close', 'Host: backend'] },
      },
    ],
  },
];
