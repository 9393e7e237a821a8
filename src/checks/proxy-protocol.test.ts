import { describe, expect, test } from 'vitest';
import { judgeText } from '../engine/configuration.fixture.ts';
import { fixed, found, textOf } from './found.fixture.ts';
import { proxyProtocol } from './proxy-protocol.ts';

const ON = { server: 'listen 80 proxy_protocol;\nserver_name a.test;' };

function behind(...names: string[]) {
  return { facts: { hops: names.map((name) => ({ name, idleMs: undefined })) } };
}

describe('proxy-protocol', () => {
  test('a hop that speaks HTTP sends none', () => {
    expect(found(proxyProtocol, ON, behind('aws-alb'))).toEqual([
      'error: listen 80 proxy_protocol',
    ]);
  });

  test.each([[['nlb']], [['haproxy']], [['cloudflare', 'nlb']], [['our-own']], [[]]])(
    'whether %j sends it nobody knows, and the line that demands it is told of',
    (names) => {
      expect(found(proxyProtocol, ON, behind(...names))).toEqual([
        'advice: listen 80 proxy_protocol',
      ]);
    },
  );

  test('lines that read what is not there', () => {
    const lines = 'proxy_set_header X-Real-IP $proxy_protocol_addr;';
    expect(found(proxyProtocol, { lines })).toEqual([
      'warning: proxy_set_header X-Real-IP $proxy_protocol_addr',
    ]);
    expect(found(proxyProtocol, { lines: 'real_ip_header X-Forwarded-For;' })).toEqual([]);
    expect(
      found(proxyProtocol, { lines: 'proxy_set_header X $proxy_protocol_server_addr;' }),
    ).toEqual([]);
  });

  test('the fix takes it from every server of the socket, and from what reads it', () => {
    const other = 'server { listen 80 default_server proxy_protocol reuseport; }';
    const lines =
      'real_ip_header proxy_protocol;\nproxy_set_header X-Real-IP "$proxy_protocol_addr";';
    const text = fixed(proxyProtocol, { ...ON, http: other, lines }, behind('alb'));
    expect(text).not.toContain('proxy_protocol');
    expect(text).toContain('listen 80 default_server reuseport;');
    expect(text).toContain('X-Real-IP "$remote_addr";');
  });
});

describe('stream of the same nginx in front', () => {
  function through(stream: string, listen: string, lines = ''): string {
    return `events {}
stream { map $ssl_preread_server_name $by_name { a.test 127.0.0.1:8443; default 10.0.0.9:443; }
upstream web { server 127.0.0.1:8443; }
server {
listen 443; ssl_preread on;
${stream}
} }
${textOf({ server: `${listen}\nserver_name a.test;`, lines }).replace('events {}', '')}`;
  }
  const DEMANDS = 'listen 127.0.0.1:8443 proxy_protocol;';
  const PLAIN = 'listen 127.0.0.1:8443;';

  test.each(['127.0.0.1:8443', 'web', '$by_name'])('to %s', (target) => {
    const to = `proxy_pass ${target};`;
    const sending = `${to} proxy_protocol on;`;
    expect(found(proxyProtocol, through(sending, PLAIN))).toEqual(['error: listen 127.0.0.1:8443']);
    expect(found(proxyProtocol, through(to, DEMANDS))).toEqual(['error: server']);
    for (const agreed of [through(sending, DEMANDS), through(to, PLAIN)]) {
      const { findings, unknown } = judgeText(agreed, { checks: [proxyProtocol] });
      expect([findings, unknown]).toEqual([[], []]);
    }
  });

  test('elsewhere it does not matter', () => {
    const elsewhere = 'proxy_pass 10.0.0.9:8443; proxy_protocol on;';
    expect(found(proxyProtocol, through(elsewhere, PLAIN))).toEqual([]);
  });

  test('what reads the address is no second finding', () => {
    const text = through(
      'proxy_pass web; proxy_protocol on;',
      PLAIN,
      'real_ip_header proxy_protocol;',
    );
    expect(found(proxyProtocol, text)).toEqual(['error: listen 127.0.0.1:8443']);
    expect(found(proxyProtocol, fixed(proxyProtocol, text))).toEqual([]);
  });

  test('what reads the address that nobody sends', () => {
    const reader = 'real_ip_header proxy_protocol';
    expect(found(proxyProtocol, through('proxy_pass web;', PLAIN, `${reader};`))).toEqual([
      `warning: ${reader}`,
    ]);
  });

  test('the fix has the stream server send it', () => {
    const text = fixed(proxyProtocol, through('proxy_pass web;', DEMANDS));
    expect(text).toMatch(/proxy_pass web;\s+proxy_protocol on;/);
    expect(found(proxyProtocol, text)).toEqual([]);
  });
});

test('a proxy of http sends no PROXY protocol to a server of its own', () => {
  const inner = 'server { listen 127.0.0.1:8081 proxy_protocol; }';
  const pass = 'http://127.0.0.1:8081';
  expect(found(proxyProtocol, { http: inner, pass })).toEqual([`error: proxy_pass ${pass}`]);
  const open = inner.replace(' proxy_protocol', '');
  expect(found(proxyProtocol, { http: open, pass })).toEqual([]);
});
