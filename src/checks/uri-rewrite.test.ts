import { describe, expect, test } from 'vitest';
import { findingsOf, inServer, mended, placesOf, UPGRADE } from './judged.fixture.ts';
import { uriRewrite } from './uri-rewrite.ts';

function site(location: string, pass: string, more = ''): string {
  return inServer(`location ${location} {\n${more}\nproxy_pass ${pass};\n${UPGRADE}\n}`);
}

describe('what is asked for', () => {
  test.each([
    ['/ws', 'http://127.0.0.1:1/ws/', '/ws/last'],
    ['/ws', 'http://127.0.0.1:1/', '/ws/last'],
    ['/ws/', 'http://127.0.0.1:1/api', '/ws/chat'],
    ['/', 'http://127.0.0.1:1/base', '/chat'],
    ['/ws/', 'http://unix:/run/app.sock:/api', '/ws/chat'],
    ['/socket.io/', 'http://127.0.0.1:1/', '/socket.io/?EIO=4'],
  ])('location %s to %s: %s does not arrive', (location, pass, path) => {
    const urls = [`ws://a.example${path}`];
    expect(placesOf(findingsOf(uriRewrite, site(location, pass), { urls }))).toEqual(['error 9']);
  });

  test.each([
    ['/ws', 'http://127.0.0.1:1/ws/', '/ws'],
    ['/ws', 'http://127.0.0.1:1/ws', '/ws/last'],
    ['/ws/', 'http://127.0.0.1:1/', '/ws/chat'],
    ['/ws/', 'http://127.0.0.1:1', '/ws/chat'],
    ['/ws', 'http://unix:/run/app.sock', '/ws/chat'],
    ['/app/', 'http://127.0.0.1:1/', '/app/socket.io/?EIO=4'],
    ['/app/ws/', 'http://127.0.0.1:1/socket.io/', '/app/ws/'],
    ['/ws/', 'http://127.0.0.1:1/api', '/ws/'],
    ['/ws/', 'http://127.0.0.1:1', '/ws//chat'],
    ['~ ^/ws', 'http://127.0.0.1:1', '/ws/chat'],
  ])('location %s to %s: %s arrives', (location, pass, path) => {
    const urls = [`ws://a.example${path}`];
    expect(placesOf(findingsOf(uriRewrite, site(location, pass), { urls }))).toEqual([]);
  });

  test('gets the one path that a variable leaves, as it would without', () => {
    const text = site('/vai', 'http://$to/ws', 'set $to 127.0.0.1:1;');
    const at = (url: string) => placesOf(findingsOf(uriRewrite, text, { urls: [url] }));
    expect(at('ws://a.example/vai')).toEqual([]);
    expect(at('ws://a.example/vai/x')).toEqual(['error 9']);
    expect(at('ws://a.example/vai?x=1')).toEqual(['error 9']);
  });

  test('loses its path, or its query, where a variable is in proxy_pass', () => {
    const set = 'set $to 127.0.0.1:1;';
    const judge = (pass: string, path: string) =>
      placesOf(
        findingsOf(uriRewrite, site('/ws/', pass, set), { urls: [`ws://a.example${path}`] }),
      );
    expect(judge('http://$to/ws/', '/ws/chat')).toEqual(['error 9']);
    expect(judge('http://$to$uri', '/ws/chat?token=1')).toEqual(['error 9']);
    expect(judge('http://$to$uri', '/ws/chat')).toEqual([]);
    expect(judge('http://$to$uri$is_args$args', '/ws/chat?token=1')).toEqual([]);
    expect(judge('http://$to$request_uri', '/ws/chat?token=1')).toEqual([]);
    expect(judge('http://$to', '/ws/chat?token=1')).toEqual([]);
  });

  test('loses its first slash by a rewrite', () => {
    const urls = ['ws://a.example/ws/chat'];
    const judge = (rewrite: string) =>
      placesOf(findingsOf(uriRewrite, site('/ws/', 'http://127.0.0.1:1', rewrite), { urls }));
    expect(judge('rewrite ^/ws/(.*)$ $1 break;')).toEqual(['error 8']);
    expect(judge('rewrite ^/ws(.*)$ /api/$1 break;')).toEqual(['error 8']);
    expect(judge('rewrite ^/ws/(.*)$ /$1 break;')).toEqual([]);
  });
});

describe('where nobody asks', () => {
  test('paths below the location are a warning', () => {
    expect(placesOf(findingsOf(uriRewrite, site('/ws', 'http://127.0.0.1:1/ws/')))).toEqual([
      'warning 9',
    ]);
    expect(placesOf(findingsOf(uriRewrite, site('/ws/', 'http://127.0.0.1:1/api')))).toEqual([
      'warning 9',
    ]);
  });

  test.each([
    ['/app/', 'rewrite ^/app(/.*)$ /$1 break;', 'error 8'],
    ['/app/', 'rewrite ^/app(.*)$ /$1 break;', 'error 8'],
    ['/app/', 'rewrite ^/app/(.+)$ $1 break;', 'error 8'],
    ['/app', 'rewrite ^/app(.*)$ /$1 break;', 'warning 8'],
    ['~ ^/app', 'rewrite ^/app(.*)$ //x$1 break;', 'error 8'],
  ])('location %s with %s spoils what is asked for', (location, rewrite, place) => {
    const text = site(location, 'http://127.0.0.1:1', rewrite);
    expect(placesOf(findingsOf(uriRewrite, text))).toEqual([place]);
  });

  test('a path of proxy_pass is nothing where a rewrite has broken off', () => {
    const rewrite = 'rewrite ^/app/(.*) /$1 break;';
    const text = site('/app', 'http://127.0.0.1:1/', rewrite);
    expect(placesOf(findingsOf(uriRewrite, text))).toEqual([]);
  });

  test.each([
    ['/app/', 'rewrite ^/app/(.*)$ /$1 break;'],
    ['/app/', 'rewrite ^/app(/.*)$ $1 break;'],
    ['/app', 'rewrite ^/app/?(.*)$ /$1 break;'],
    ['/app/', 'rewrite ^/other(/.*)$ /$1 break;'],
  ])('location %s with %s does not', (location, rewrite) => {
    const text = site(location, 'http://127.0.0.1:1', rewrite);
    expect(placesOf(findingsOf(uriRewrite, text))).toEqual([]);
  });

  test.each([
    ['/ws/', 'http://$to/', ['warning 9']],
    ['/', 'http://$to/', ['warning 9']],
    ['/ws/', 'http://$to', []],
    ['/ws/', 'http://$to$request_uri', []],
    ['/ws/', 'http://$to/ws', []],
    ['/ws', 'http://$to/socket', []],
    ['= /ws', 'http://$to/socket', []],
    ['~ ^/rt/(.*)$', 'http://$to/socket/$1', ['warning 9']],
    ['~ ^/rt/(.*)$', 'http://127.0.0.1:1/socket/$1', ['warning 9']],
    ['~ ^/rt/(.*)$', 'http://127.0.0.1:1/socket/$1$is_args$args', []],
    ['~ ^/rt/(.*)$', 'http://127.0.0.1:1/socket/$1?$query_string', []],
  ])('location %s to %s, a path with or behind a variable', (location, pass, places) => {
    const text = site(location, pass, 'set $to 127.0.0.1:1;');
    expect(placesOf(findingsOf(uriRewrite, text))).toEqual(places);
  });

  test.each([
    ['/websocket', 'https://a.example/xiaozhi/v1/', 'advice 9'],
    ['/ws', 'http://127.0.0.1:1/', 'advice 9'],
    ['/ws', 'http://127.0.0.1:1/live/ws/', 'warning 9'],
    ['/app', 'http://127.0.0.1:1/v1/', 'warning 9'],
  ])('location %s to %s: one endpoint may be all that is asked for', (location, pass, place) => {
    expect(placesOf(findingsOf(uriRewrite, site(location, pass)))).toEqual([place]);
  });

  test('a rewrite of files that are missing is no way of sockets', () => {
    const root = `location / {\nproxy_pass http://127.0.0.1:1;\n${UPGRADE}\n}`;
    const content = (rewrite: string): string =>
      inServer(`location /userContent {\nroot /srv;\n${rewrite}\n}\n${root}`);
    const missing = 'if (!-f $request_filename) { rewrite (.*) /$1 last; }';
    expect(findingsOf(uriRewrite, content(missing))).toEqual([]);
    const all = 'rewrite (.*) /$1 last;';
    expect(findingsOf(uriRewrite, content(all))).toHaveLength(1);
    const urls = ['ws://a.example/userContent/x'];
    expect(findingsOf(uriRewrite, content(missing), { urls })).toHaveLength(1);
  });

  test('one endpoint, whose path is written without its slash, is fine', () => {
    expect(placesOf(findingsOf(uriRewrite, site('/ws/', 'http://127.0.0.1:1/ws')))).toEqual([]);
  });
});

describe('the fix', () => {
  test('takes the slash away, or adds it', () => {
    const doubled = mended(uriRewrite, site('/ws', 'http://127.0.0.1:1/ws/'));
    expect(doubled['nginx.conf']).toContain('proxy_pass http://127.0.0.1:1/ws;');
    const glued = mended(uriRewrite, site('/ws/', 'http://127.0.0.1:1/api'));
    expect(glued['nginx.conf']).toContain('proxy_pass http://127.0.0.1:1/api/;');
  });

  test.each([
    ['rewrite ^/app(/.*)$ /$1 break;', 'rewrite ^/app(/.*)$ $1 break;'],
    ['rewrite ^/app(.*)$ /$1 break;', 'rewrite ^/app/?(.*)$ /$1 break;'],
  ])('of %s is %s', (rewrite, cured) => {
    const after = mended(uriRewrite, site('/app/', 'http://127.0.0.1:1', rewrite));
    expect(after['nginx.conf']).toContain(cured);
  });

  test('of a group in the expression of a location goes into that', () => {
    const text = site('~ ^/tty(.*)$', 'http://127.0.0.1:1/$1');
    const after = mended(uriRewrite, text, { urls: ['ws://a.example/tty/ws'] });
    expect(after['nginx.conf']).toContain('location ~ ^/tty/?(.*)$ {');
  });

  test('passes the query on', () => {
    const after = mended(uriRewrite, site('~ ^/rt/(.*)$', 'http://127.0.0.1:1/socket/$1'));
    expect(after['nginx.conf']).toContain('http://127.0.0.1:1/socket/$1$is_args$args;');
  });

  test('is not to take the whole path away, which would pass on the prefix', () => {
    const [finding] = findingsOf(uriRewrite, site('/ws', 'http://127.0.0.1:1/'));
    expect(finding?.fix).toBe(null);
  });
});

describe('a rewrite that wants two slashes in a row', () => {
  const judged = (rewrite: string, path: string, server = '') => {
    const text = site('/talk/', 'http://127.0.0.1:1', rewrite);
    const urls = [`ws://a.example${path}`];
    return findingsOf(uriRewrite, text.replace('listen', `${server} listen`), { urls });
  };
  const two = 'rewrite ^/talk//(.*)$ /$1 break;';

  test('matches nothing, and the fix takes one out', () => {
    const found = judged(two, '/talk/spreed');
    expect(placesOf(found)).toEqual(['error 8']);
    expect(found[0]?.message).toContain('The backend gets /talk/spreed, and answers 404.');
    const after = mended(uriRewrite, site('/talk/', 'http://127.0.0.1:1', two));
    expect(after['nginx.conf']).toContain('rewrite ^/talk/(.*)$ /$1 break;');
  });

  test.each([
    ['rewrite ^/talk//?(.*)$ /$1 break;', ''],
    ['rewrite ^/talk/(.*)$ /$1 break;', ''],
    [two, 'merge_slashes off;'],
  ])('is meant: %s %s', (rewrite, server) => {
    expect(placesOf(judged(rewrite, '/talk/spreed', server))).toEqual([]);
  });
});
