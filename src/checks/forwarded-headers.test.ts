import { describe, expect, test } from 'vitest';
import { forwardedHeaders } from './forwarded-headers.ts';
import { fixed, found } from './found.fixture.ts';
import { UPGRADE } from './judged.fixture.ts';

const TLS = { server: 'listen 443 ssl; server_name a.test;' };
const HOST = 'proxy_set_header Host $http_host;';
const ADDRESS = 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;';
const MAP = "map $http_upgrade $connection_upgrade { default upgrade; '' close; }";
const hops = { facts: { hops: [{ name: 'alb', idleMs: undefined }] } };

describe('forwarded-headers', () => {
  test('nothing told is one finding, and advice', () => {
    expect(found(forwardedHeaders, {})).toEqual(['advice: location /ws/']);
    expect(found(forwardedHeaders, TLS)).toEqual(['advice: location /ws/']);
  });

  test('all told but that it is https', () => {
    const lines = HOST + ADDRESS;
    expect(found(forwardedHeaders, { ...TLS, lines })).toEqual(['advice: location /ws/']);
    expect(found(forwardedHeaders, { lines })).toEqual([]);
  });

  test('what a hop in front says goes through, unless a line says something else', () => {
    expect(found(forwardedHeaders, {}, hops)).toEqual([]);
    const proto = 'proxy_set_header X-Forwarded-Proto';
    expect(found(forwardedHeaders, { lines: `${proto} $scheme;` }, hops)).toEqual([
      `advice: ${proto} $scheme`,
    ]);
    expect(found(forwardedHeaders, { lines: `${proto} $http_x_forwarded_proto;` }, hops)).toEqual(
      [],
    );
    expect(found(forwardedHeaders, { ...TLS, lines: `${proto} $scheme;` }, hops)).toEqual([]);
    const http = 'map $http_x_forwarded_proto $p { default $scheme; https https; }';
    expect(found(forwardedHeaders, { http, lines: `${proto} $p;` }, hops)).toEqual([]);
    const set = 'set $q $scheme; if ($http_x_forwarded_proto = https) { set $q https; }';
    expect(found(forwardedHeaders, { lines: `${set} ${proto} $q;` }, hops)).toEqual([]);
  });

  test('a later hop of a chain that says $scheme of what came by TLS', () => {
    const lines = 'proxy_set_header X-Forwarded-Proto $scheme;';
    const said = ['warning: proxy_set_header X-Forwarded-Proto $scheme'];
    const urls = ['wss://a.test/ws/'];
    const chain = (inner: string): string => `events {} http { ${MAP}
server { listen 443 ssl; server_name a.test; ssl_certificate c; ssl_certificate_key k;
location / { proxy_pass http://127.0.0.1:8090; ${ADDRESS} ${UPGRADE} ${lines} } }
server { listen 127.0.0.1:8090; location / { proxy_pass http://127.0.0.1:8080; ${UPGRADE}
${inner} } } }`;
    expect(found(forwardedHeaders, chain(lines), { urls })).toEqual(said);
    expect(found(forwardedHeaders, chain(''), { urls })).toEqual([]);
    const passedOn = 'proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;';
    expect(found(forwardedHeaders, chain(passedOn), { urls })).toEqual([]);
  });

  test('a backend that compares schemes', () => {
    const phoenix = { ...TLS, location: '/live/websocket', lines: ADDRESS };
    expect(found(forwardedHeaders, phoenix)).toEqual(['warning: location /live/websocket']);
    // It sees for itself that the page is https.
    const seeing = { ...phoenix, pass: 'https://127.0.0.1:8443' };
    expect(found(forwardedHeaders, seeing)).toEqual(['advice: location /live/websocket']);
  });

  test.each([
    'X-Forwarded-Proto $scheme',
    'X-Forwarded-Ssl on',
    'Forwarded "for=$remote_addr;proto=$scheme"',
  ])('%s tells the scheme', (header) => {
    const lines = `${HOST}${ADDRESS}proxy_set_header ${header};`;
    expect(found(forwardedHeaders, { ...TLS, lines })).toEqual([]);
  });

  test('what only passes on what the client claims', () => {
    const proto = 'proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;';
    const lines = HOST + ADDRESS + proto;
    expect(found(forwardedHeaders, { ...TLS, lines })).toEqual([
      'advice: proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto',
    ]);
  });

  test('http is said of what came by https, not the other way round', () => {
    const lines = `${HOST}${ADDRESS}proxy_set_header X-Forwarded-Proto http;`;
    expect(found(forwardedHeaders, { ...TLS, lines })).toEqual([
      'warning: proxy_set_header X-Forwarded-Proto http',
    ]);
    expect(found(forwardedHeaders, { lines: lines.replace('http;', 'https;') })).toEqual([]);
  });

  test.each(['$server_protocol', '$ssl_protocol', '443', 'on'])(
    '%s is no scheme, and tells as much as none',
    (value) => {
      const proto = `proxy_set_header X-Forwarded-Proto ${value}`;
      const lines = `${HOST}${ADDRESS}${proto};`;
      expect(found(forwardedHeaders, { ...TLS, lines }).at(0)).toBe(
        value === '$ssl_protocol' ? undefined : `warning: ${proto}`,
      );
    },
  );

  test('what is no scheme matters where TLS ends here, or at a hop in front', () => {
    const proto = 'proxy_set_header X-Forwarded-Proto $server_protocol';
    const lines = `${HOST}${ADDRESS}${proto};`;
    expect(found(forwardedHeaders, { lines })).toEqual([`advice: ${proto}`]);
    expect(found(forwardedHeaders, { lines }, hops)).toEqual([`warning: ${proto}`]);
    expect(fixed(forwardedHeaders, { ...TLS, lines })).toContain('X-Forwarded-Proto $scheme;');
    for (const value of ['wss', '"https, http"', 'HTTPS']) {
      const right = lines.replace('$server_protocol', value);
      expect(found(forwardedHeaders, { ...TLS, lines: right })).toEqual([]);
    }
  });

  test.each([
    ['$host:$server_port', 'warning'],
    ['other.test', 'warning'],
    ['$host', undefined],
    ['$http_host', undefined],
  ])('X-Forwarded-Host %s', (value, severity) => {
    const rest = `${HOST}${ADDRESS}proxy_set_header X-Forwarded-Proto $scheme;`;
    const lines = `${rest}proxy_set_header X-Forwarded-Host ${value};`;
    const expected = [`${severity}: proxy_set_header X-Forwarded-Host ${value}`];
    expect(found(forwardedHeaders, { ...TLS, lines })).toEqual(severity ? expected : []);
  });

  test('a port that both Host and X-Forwarded-Host lose is one finding, of host-header', () => {
    const server = 'listen 8443 ssl; server_name a.test;';
    const rest = `${ADDRESS}proxy_set_header X-Forwarded-Proto $scheme;`;
    const xfh = 'proxy_set_header X-Forwarded-Host $host;';
    const lines = `${rest}${xfh}`;
    const host = 'proxy_set_header Host $host;';
    expect(found(forwardedHeaders, { server, lines: lines + host })).toEqual([]);
    expect(found(forwardedHeaders, { server, lines: lines + HOST })).toEqual([
      'advice: proxy_set_header X-Forwarded-Host $host',
    ]);
  });

  test('headers that are not inherited are told of by header-inheritance', () => {
    const server = `listen 80; server_name a.test; ${ADDRESS}`;
    expect(found(forwardedHeaders, { server })).toEqual([]);
  });

  test('the fix leaves what is there', () => {
    const text = fixed(forwardedHeaders, { ...TLS, lines: HOST + ADDRESS });
    expect(text).toContain('proxy_set_header X-Forwarded-Proto $scheme;');
    expect(text).toContain(HOST);
    expect(found(forwardedHeaders, text)).toEqual([]);
  });

  test('a name that is nearly right is named', () => {
    const slip = 'proxy_set_header X-Forward-Proto $scheme';
    expect(found(forwardedHeaders, { ...TLS, lines: `${ADDRESS}${slip};` })).toEqual([
      `warning: ${slip}`,
    ]);
    const port = 'proxy_set_header X-Forwarded-Port 443;';
    expect(found(forwardedHeaders, { ...TLS, lines: ADDRESS + port })).toEqual([
      'advice: location /ws/',
    ]);
  });

  test('a path behind X-Forwarded-Host is not of the host, and stays', () => {
    const told = (value: string): string =>
      `${HOST}${ADDRESS}proxy_set_header X-Forwarded-Host ${value};`;
    expect(found(forwardedHeaders, { lines: told('$http_host/office') })).toEqual([]);
    const text = fixed(forwardedHeaders, { lines: told('other.test/office') });
    expect(text).toContain('X-Forwarded-Host $http_host/office;');
  });
});
