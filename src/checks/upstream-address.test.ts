import { describe, expect, test } from 'vitest';
import { fixed, found } from './found.fixture.ts';
import { findingsOf, inServer, UPGRADE } from './judged.fixture.ts';
import { upstreamAddress } from './upstream-address.ts';

const VARIABLE = { lines: 'set $b ws.internal;', pass: 'http://$b:8080' };

describe('upstream-address', () => {
  test('a variable and nothing to look it up with', () => {
    expect(found(upstreamAddress, VARIABLE)).toEqual(['error: proxy_pass http://$b:8080']);
  });

  test.each([
    ['a resolver at http level', { ...VARIABLE, http: 'resolver 127.0.0.1;' }],
    ['an address', { lines: 'set $b 10.0.0.1;', pass: 'http://$b:8080' }],
    [
      'the name of a group',
      {
        lines: 'set $b backend;',
        pass: 'http://$b',
        http: 'upstream backend { server 10.0.0.1; }',
      },
    ],
  ])('near miss: %s', (_, lines) => {
    expect(found(upstreamAddress, lines)).toEqual([]);
  });

  test('a set behind the break leaves its variable empty', () => {
    const stop = 'rewrite ^/ws/(.*) /$1 break;';
    const set = 'set $upstream_app 127.0.0.1:3000;';
    const judged = (lines: string) =>
      found(upstreamAddress, { lines, pass: 'http://$upstream_app' });
    expect(judged(`${stop}\n${set}`)).toEqual(['error: set $upstream_app 127.0.0.1:3000']);
    expect(judged(`${set}\n${stop}`)).toEqual([]);
    expect(judged(`${stop.replace('/ws/', '/other/')}\n${set}`)).toEqual([]);
  });

  test('a name is looked up once', () => {
    expect(found(upstreamAddress, { pass: 'http://app:3000' })).toEqual([
      'advice: proxy_pass http://app:3000',
    ]);
    const http = 'upstream backend { server app:3000; server 10.0.0.1; server b.test down; }';
    expect(found(upstreamAddress, { pass: 'http://backend', http })).toEqual([
      'advice: server app:3000',
    ]);
  });

  test('a name that is looked up again', () => {
    const http = 'resolver 127.0.0.1; upstream backend { zone b 64k; server app:3000 resolve; }';
    expect(found(upstreamAddress, { pass: 'http://backend', http }, { version: '1.30.6' })).toEqual(
      [],
    );
  });

  test('localhost is two addresses', () => {
    const pass = 'http://localhost:3000/api/';
    expect(found(upstreamAddress, { pass })).toEqual([`advice: proxy_pass ${pass}`]);
    expect(fixed(upstreamAddress, { pass })).toContain('proxy_pass http://127.0.0.1:3000/api/;');
    expect(found(upstreamAddress, { pass: 'http://unix:/run/localhost.sock' })).toEqual([]);
  });

  test('every server is down', () => {
    const group = 'upstream backend { server 10.0.0.1 down; server 10.0.0.2 down; }';
    const pass = 'http://backend';
    expect(found(upstreamAddress, { pass, http: group })).toEqual(['error: upstream backend']);
    const spare = group.replace('10.0.0.2 down', '10.0.0.2 backup');
    expect(found(upstreamAddress, { pass, http: spare })).toEqual([]);
  });

  test('localhost is asked once: what is refused is 502', () => {
    const pass = 'http://localhost:3000';
    const lines = (line: string): string[] => found(upstreamAddress, { pass, lines: line });
    expect(lines('proxy_next_upstream_tries 1;')).toEqual([`warning: proxy_pass ${pass}`]);
    expect(lines('proxy_next_upstream off;')).toEqual([`warning: proxy_pass ${pass}`]);
    expect(lines('proxy_next_upstream timeout;')).toEqual([`warning: proxy_pass ${pass}`]);
    expect(lines('proxy_next_upstream error timeout;')).toEqual([`advice: proxy_pass ${pass}`]);
    expect(lines('proxy_next_upstream_tries 2;')).toEqual([`advice: proxy_pass ${pass}`]);
  });

  test('a name is looked up for each request where anything in the URL is a variable', () => {
    const location = '~ ^/app/(?<port>[0-9]+)/';
    const pass = 'http://localhost:$port';
    expect(found(upstreamAddress, { location, pass })).toEqual([`error: proxy_pass ${pass}`]);
    const near = [
      { location, pass: 'http://127.0.0.1:$port' },
      { location, pass, lines: 'resolver 127.0.0.1;' },
    ];
    for (const lines of near) expect(found(upstreamAddress, lines)).toEqual([]);
  });

  test('a colon parts a socket from the URI', () => {
    const pass = 'http://unix:/run/app.sock/ws/';
    expect(found(upstreamAddress, { pass })).toEqual([`error: proxy_pass ${pass}`]);
    expect(fixed(upstreamAddress, { pass })).toContain('http://unix:/run/app.sock:/ws/;');
    for (const right of ['http://unix:/run/app.sock:/ws/', 'http://unix:/run/x.sockets/app']) {
      expect(found(upstreamAddress, { pass: right })).toEqual([]);
    }
  });

  test('an upstream that is this very server', () => {
    const own = { pass: 'http://backend', http: 'upstream backend { server 127.0.0.1; }' };
    expect(found(upstreamAddress, own)).toEqual(['error: server 127.0.0.1']);
    // Every hop puts something in front, which never ends either.
    const growing = { pass: 'http://127.0.0.1/ws/more' };
    expect(found(upstreamAddress, growing)).toEqual([`error: proxy_pass ${growing.pass}`]);
    const inner = 'server { listen 80; server_name inner.test; location / { return 200; } }';
    const named = { pass: 'http://127.0.0.1', lines: 'proxy_set_header Host inner.test;' };
    expect(found(upstreamAddress, { ...named, http: inner })).toEqual([]);
    const two = 'upstream backend { server 127.0.0.1; server 10.0.0.1; }';
    expect(found(upstreamAddress, { pass: 'http://backend', http: two })).toEqual([]);
  });

  test('a place that a request comes through twice, and leaves, is no circle', () => {
    const shorter = `location /a/ { proxy_pass http://127.0.0.1/; ${UPGRADE} }`;
    const text = inServer(`${shorter}\nlocation / { proxy_pass http://10.0.0.1; }`);
    const urls = ['ws://a.example/a/a/x'];
    expect(findingsOf(upstreamAddress, text, { urls })).toEqual([]);
  });
});
