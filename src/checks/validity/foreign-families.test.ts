import { describe, expect, test } from 'vitest';
import { judgeText } from '../../engine/configuration.fixture.ts';
import { configValid } from '../config-valid.ts';

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
