import { describe, expect, test } from 'vitest';
import { fixed, found } from './found.fixture.ts';
import { hostHeader } from './host-header.ts';
import { upstreamTls } from './upstream-tls.ts';

const ON = 'proxy_ssl_server_name on;';
const GROUP = 'upstream backend { server 10.0.0.1:8443; }';

describe('upstream-tls', () => {
  test('plain HTTP needs no name', () => {
    expect(found(upstreamTls, {})).toEqual([]);
  });

  test('no name is sent: a warning where the lines say which it is', () => {
    const pass = 'https://10.0.0.1:8443';
    expect(found(upstreamTls, { pass })).toEqual(['advice: location /ws/']);
    expect(found(upstreamTls, { pass, lines: 'proxy_set_header Host $host;' })).toEqual([
      'advice: location /ws/',
    ]);
    expect(found(upstreamTls, { pass, lines: 'proxy_set_header Host b.test;' })).toEqual([
      'warning: location /ws/',
    ]);
    expect(found(upstreamTls, { pass: 'https://b.example.com' })).toEqual([
      'warning: location /ws/',
    ]);
    expect(found(upstreamTls, { pass, lines: 'proxy_ssl_name b.test;' })).toEqual([
      'warning: location /ws/',
    ]);
  });

  test('a name is sent', () => {
    expect(found(upstreamTls, { pass: 'https://b.example.com', lines: ON })).toEqual([]);
    const lines = `${ON} proxy_ssl_name b.test;`;
    expect(found(upstreamTls, { pass: 'https://backend', http: GROUP, lines })).toEqual([]);
  });

  test('the name of a group means nothing to anybody', () => {
    const group = { pass: 'https://backend', http: GROUP };
    expect(found(upstreamTls, { ...group, lines: ON })).toEqual([
      'warning: proxy_pass https://backend',
    ]);
    const named = { pass: 'https://b.test', http: GROUP.replace('backend', 'b.test') };
    expect(found(upstreamTls, { ...named, lines: ON })).toEqual([]);
  });

  test('the name that the client asked for, where Host names another site', () => {
    const group = { pass: 'https://backend', http: GROUP };
    const lines = `${ON} proxy_ssl_name $host; proxy_set_header Host b.example.com;`;
    expect(found(upstreamTls, { ...group, lines })).toEqual(['warning: proxy_ssl_name $host']);
    expect(found(hostHeader, { ...group, lines })).toEqual([]);
    const after = fixed(upstreamTls, { ...group, lines });
    expect(after).toContain('proxy_ssl_name b.example.com;');
    expect(found(upstreamTls, after)).toEqual([]);
    for (const fine of ['Host $host', 'Host a.test']) {
      const same = lines.replace('Host b.example.com', fine);
      expect(found(upstreamTls, { ...group, lines: same })).toEqual([]);
    }
  });

  test('an address is no name to send', () => {
    const pass = 'https://10.0.0.1';
    expect(found(upstreamTls, { pass, lines: ON })).toEqual(['advice: location /ws/']);
    expect(fixed(upstreamTls, { pass, lines: ON }).match(/proxy_ssl_server_name/g)).toHaveLength(1);
  });

  test('an address is in no certificate', () => {
    const lines = `${ON} proxy_ssl_verify on; proxy_ssl_trusted_certificate ca.pem;`;
    expect(found(upstreamTls, { pass: 'https://10.0.0.1', lines })).toEqual([
      'error: proxy_ssl_verify on',
    ]);
    expect(found(upstreamTls, { pass: 'https://b.example.com', lines })).toEqual([]);
    const named = `${lines} proxy_ssl_name b.test;`;
    expect(found(upstreamTls, { pass: 'https://10.0.0.1', lines: named })).toEqual([]);
  });

  test('ports that speak the other language', () => {
    expect(found(upstreamTls, { pass: 'http://10.0.0.1:443' })).toEqual([
      'warning: proxy_pass http://10.0.0.1:443',
    ]);
    expect(found(upstreamTls, { pass: 'https://b.example.com:80', lines: ON })).toEqual([
      'warning: proxy_pass https://b.example.com:80',
    ]);
    expect(found(upstreamTls, { pass: 'http://10.0.0.1:8443' })).toEqual([]);
    const http = 'upstream backend { server 10.0.0.1:443; }';
    expect(found(upstreamTls, { pass: 'http://backend', http })).toEqual([
      'warning: proxy_pass http://backend',
    ]);
  });

  test('the fix names what is known', () => {
    const pass = 'https://10.0.0.1:8443';
    const literal = fixed(upstreamTls, { pass, lines: 'proxy_set_header Host b.test;' });
    expect(literal).toContain('proxy_ssl_name b.test;');
    expect(fixed(upstreamTls, { pass })).toContain('proxy_ssl_name $host;');
    const http = 'upstream backend { server b.example.com:443; }';
    const ofGroup = fixed(upstreamTls, { pass: 'https://backend', http });
    expect(ofGroup).toContain('proxy_ssl_name b.example.com;');
    const named = fixed(upstreamTls, { pass: 'https://b.example.com' });
    expect(named).toContain('proxy_ssl_server_name on;');
    expect(named).not.toContain('proxy_ssl_name ');
  });

  test('the client has no say in what a certificate is compared with', () => {
    const verified = {
      pass: 'https://10.0.0.1',
      lines:
        'proxy_ssl_verify on; proxy_ssl_trusted_certificate ca.pem; proxy_set_header Host $host;',
    };
    const text = fixed(upstreamTls, verified);
    expect(text).toContain('proxy_ssl_server_name on;');
    expect(text).toContain('proxy_ssl_name a.test;');
    expect(found(upstreamTls, text)).toEqual([]);
    const anyName = { ...verified, server: 'listen 80; server_name a.test b.test;' };
    expect(() => fixed(upstreamTls, anyName)).toThrow('has no fix');
  });

  test('plain HTTP to servers that another location opens TLS to', () => {
    const other = (url: string) => `location /other/ { proxy_pass ${url}; }`;
    const told = (pass: string, url: string) =>
      found(upstreamTls, { pass, http: GROUP, server: other(url) });
    expect(told('http://backend', 'https://backend/x')).toEqual([
      'warning: proxy_pass http://backend',
    ]);
    expect(told('http://10.0.0.1:9000', 'https://10.0.0.1:9000')).toHaveLength(1);
    expect(told('http://backend', 'http://backend/x')).toEqual([]);
    expect(told('http://10.0.0.1:9000', 'https://10.0.0.1:9001')).toEqual([]);
    // At 80 and at 443.
    expect(told('http://b.test', 'https://b.test')).toEqual([]);
  });
});
