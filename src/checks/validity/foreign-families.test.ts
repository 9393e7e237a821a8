import { describe, expect, test } from 'vitest';
import { judgeText } from '../../engine/configuration.fixture.ts';
import { configValid } from '../config-valid.ts';
import { findingsOf, inServer, mended } from '../judged.fixture.ts';

const found = (text: string, version = '1.22.1'): string[] =>
  judgeText(text, { checks: [configValid], version }).findings.map(
    ({ line, severity, where }) => `${line} ${severity} ${where}`,
  );

describe('directives of modules that nobody knows here', () => {
  test('several of one family are one advice', () => {
    const lines = 'frob_mode local;\nfrob_duration 1000;\nfrob_mode mapped;';
    expect(found(`events {}\nhttp {\n${lines}\n}`)).toEqual(['3 advice frob_…']);
  });

  test('a single one is a mistake, most likely', () => {
    expect(found('events {}\nhttp {\nprxy_buffering off;\n}')).toEqual(['3 error prxy_buffering']);
  });

  test('there is no module for WebSockets, nor one that extends keepalive_ or tcp_', () => {
    const lines = [
      'websocket_read_timeout 1d;',
      'websocket_send_timeout 1d;',
      'proxy_websocket on;',
      'proxy_websocket_timeout 1d;',
      'tcp_keepalive on;',
      'tcp_keepalive_interval 30s;',
      'websockify_pass b;',
      'websockify_read_timeout 1d;',
    ];
    expect(found(`events {}\nhttp {\n${lines.join('\n')}\n}`)).toEqual([
      '3 error websocket_read_timeout',
      '4 error websocket_send_timeout',
      '5 error proxy_websocket',
      '6 error proxy_websocket_timeout',
      '7 error tcp_keepalive',
      '8 error tcp_keepalive_interval',
      '9 advice websockify_…',
    ]);
  });

  test('what is meant by a directive for WebSockets is named, and written', () => {
    const text = inServer('websocket_read_timeout 1d;');
    expect(findingsOf(configValid, text)[0]?.message).toContain(
      '"websocket_read_timeout". A tunnel obeys proxy_read_timeout: write that.',
    );
    expect(mended(configValid, text)['nginx.conf']).toContain('\nproxy_read_timeout 1d;');
    const both = inServer('proxy_read_timeout 1h; websocket_read_timeout 1d;');
    expect(findingsOf(configValid, both).map(({ fix }) => fix)).toEqual([null]);
  });

  test('slips in directives of nginx are mistakes, however many', () => {
    const lines = 'proxy_sett_header A b;\nproxy_read_timout 5s;\nproxy_frob_a 1;\nproxy_frob_b 1;';
    expect(found(`events {}\nhttp {\n${lines}\n}`)).toEqual([
      '3 error proxy_sett_header',
      '4 error proxy_read_timout',
      '5 advice proxy_…',
    ]);
  });

  test('those of a newer nginx are no module', () => {
    const lines = 'ssl_reject_handshake on;\nssl_conf_command Options KTLS;';
    expect(found(`events {}\nhttp {\n${lines}\n}`, '1.18.0')).toEqual([
      '3 error ssl_reject_handshake',
      '4 error ssl_conf_command',
    ]);
  });

  test('Lua in stream is a module of its own', () => {
    const lua =
      'lua_package_path "/etc/nginx/lua/?.lua;;";\nlua_add_variable $proxy_upstream_name;';
    expect(found(`events {}\nstream {\n${lua}\n}`)).toEqual([]);
  });
});

test('of half a million refused lines the first thousand are told', () => {
  const lines = Array.from({ length: 1200 }, (_, at) => `prxy_buffering${'x'.repeat(at % 3)} on;`);
  const { findings } = judgeText(`events {}\nhttp {\n${lines.join('\n')}\n}`, {
    checks: [configValid],
  });
  expect(findings).toHaveLength(1000);
  expect(findings.at(-1)?.message).toContain('the rest is not listed');
});
