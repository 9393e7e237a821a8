import { describe, expect, test } from 'vitest';
import { fixed, found } from './found.fixture.ts';
import { hostHeader } from './host-header.ts';

const AT_8443 = { server: 'listen 8443; server_name a.test;' };

describe('host-header', () => {
  test('is advice where nobody says who the backend is', () => {
    expect(found(hostHeader, {})).toEqual(['advice: location /ws/']);
  });

  test.each(['http://grafana:3000', 'http://jupyterhub.lan:8000'])(
    'is a warning for %s, which compares Origin with Host',
    (pass) => {
      expect(found(hostHeader, { pass })).toEqual(['warning: location /ws/']);
    },
  );

  test.each(['$host', '$http_host', 'a.test', 'A.test', '$server_name'])(
    '%s is the host',
    (value) => {
      expect(found(hostHeader, { lines: `proxy_set_header Host ${value};` })).toEqual([]);
    },
  );

  test('$host loses a port, which is one that clients name or one that is mapped', () => {
    const lines = 'proxy_set_header Host $host;';
    const grafana = { ...AT_8443, lines, pass: 'http://grafana' };
    const expected = ['advice: proxy_set_header Host $host'];
    expect(found(hostHeader, { ...AT_8443, lines })).toEqual(expected);
    expect(found(hostHeader, grafana)).toEqual(expected);
    expect(found(hostHeader, grafana, { urls: ['ws://a.test:8443/ws/'] })).toEqual(expected);
  });

  test.each(['$http_host', '$host:8443'])('%s keeps it', (value) => {
    const lines = `proxy_set_header Host ${value};`;
    expect(found(hostHeader, { ...AT_8443, lines })).toEqual([]);
  });

  test('a value that only a running nginx knows is no finding', () => {
    expect(found(hostHeader, { lines: 'proxy_set_header Host $upstream_addr;' })).toEqual([]);
  });

  test('$server_port is the port of nginx, not of the client', () => {
    const lines = 'proxy_set_header Host $host:$server_port;';
    expect(found(hostHeader, { ...AT_8443, lines })).toHaveLength(1);
    expect(found(hostHeader, { lines })).toHaveLength(1);
  });

  describe('a port that no visitor can have named', () => {
    const TLS = { server: 'listen 443 ssl; server_name a.test;' };
    const judged = (server: object, value: string): string[] =>
      found(hostHeader, { ...server, lines: `proxy_set_header Host ${value};` });

    test.each([
      [{}, '$host:$proxy_port'],
      [TLS, '$host:$proxy_port'],
      [TLS, '$host:$server_port'],
      [AT_8443, '$http_host:$server_port'],
      [{}, '$proxy_host:$proxy_port'],
    ])('%j: %s', (server, value) => {
      expect(judged(server, value)).toEqual([`warning: proxy_set_header Host ${value}`]);
      const lines = `proxy_set_header Host ${value};`;
      expect(fixed(hostHeader, { ...server, lines })).toContain('Host $http_host;');
    });

    test('is none where it may be mapped, or is the default of http', () => {
      expect(judged({}, '$host:$server_port')).toEqual([
        'advice: proxy_set_header Host $host:$server_port',
      ]);
      expect(judged({}, '$host:8443')).toEqual(['advice: proxy_set_header Host $host:8443']);
      const pass = 'http://127.0.0.1';
      expect(judged({ pass }, '$host:$proxy_port')).toEqual([
        'advice: proxy_set_header Host $host:$proxy_port',
      ]);
      expect(judged({ ...AT_8443, pass: 'http://127.0.0.1:8443' }, '$host:$proxy_port')).toEqual(
        [],
      );
    });
  });

  test('another site is asked by its own name', () => {
    expect(found(hostHeader, { pass: 'https://api.example.com' })).toEqual([]);
    const lines = 'proxy_set_header Host api.example.com;';
    expect(found(hostHeader, { pass: 'https://api.example.com', lines })).toEqual([]);
    expect(found(hostHeader, { pass: 'http://api.svc.cluster.local' })).toHaveLength(1);
  });

  test('an empty Host is none, until nginx puts one in', () => {
    const lines = 'proxy_set_header Host "";';
    expect(found(hostHeader, { lines })).toEqual(['error: proxy_set_header Host ""']);
  });

  test('a Host that is not inherited is told of by header-inheritance', () => {
    const server = 'listen 80; server_name a.test; proxy_set_header Host $host;';
    expect(found(hostHeader, { server })).toEqual([]);
  });

  test('two Hosts are told of by duplicate-header', () => {
    const lines = 'proxy_set_header Host a; proxy_set_header host b;';
    expect(found(hostHeader, { lines })).toEqual([]);
  });

  test('the fix sends what the client named', () => {
    const lines = 'proxy_set_header Host $host;';
    expect(fixed(hostHeader, { ...AT_8443, lines })).toContain('Host $http_host;');
    expect(fixed(hostHeader, {}, { version: '1.30.6' })).toContain(
      'Host $host$is_request_port$request_port;',
    );
  });

  test.each([
    ['$hostname', 'warning'],
    ['$server_addr', 'advice'],
  ])('%s is that of the machine of nginx', (value, severity) => {
    const lines = `proxy_set_header Host ${value};`;
    expect(found(hostHeader, { lines })).toEqual([`${severity}: proxy_set_header Host ${value}`]);
  });

  test('no browser names the port of a socket that only this machine gets to', () => {
    const lines = 'proxy_set_header Host $host;';
    const server = 'listen 127.0.0.1:8081; server_name a.test;';
    expect(found(hostHeader, { server, lines })).toEqual([]);
    const urls = ['ws://a.test:8081/ws/'];
    expect(found(hostHeader, { server, lines }, { urls })).toHaveLength(1);
  });

  test('what a hop may send is not taken for nothing', () => {
    const lines = 'proxy_set_header Host $http_x_forwarded_host;';
    expect(found(hostHeader, { lines })).toEqual([
      'error: proxy_set_header Host $http_x_forwarded_host',
    ]);
    const facts = { hops: [{ name: 'traefik', idleMs: undefined }] };
    expect(found(hostHeader, { lines }, { facts })).toEqual([]);
  });

  test('a Host that TLS asks for as well is meant', () => {
    const lines = (name: string): string =>
      `proxy_set_header Host ws.backend.example; proxy_ssl_server_name on; proxy_ssl_name ${name};`;
    const pass = 'https://10.0.0.1';
    expect(found(hostHeader, { pass, lines: lines('ws.backend.example') })).toEqual([]);
    expect(found(hostHeader, { pass, lines: lines('other.example') })).toHaveLength(1);
    expect(found(hostHeader, { lines: lines('ws.backend.example') })).toHaveLength(1);
    const http = 'upstream far { server a.example.com:443; server b.example.com:443; }';
    const far = { pass: 'https://far', http, lines: 'proxy_set_header Host b.example.com;' };
    expect(found(hostHeader, far)).toEqual([]);
  });
});
