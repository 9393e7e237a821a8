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
    'whether %j sends it nobody knows',
    (names) => {
      expect(found(proxyProtocol, ON, behind(...names))).toEqual([]);
      const checks = [proxyProtocol];
      const { unknown } = judgeText(textOf(ON), { ...behind(...names), checks });
      expect(unknown).toHaveLength(1);
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
