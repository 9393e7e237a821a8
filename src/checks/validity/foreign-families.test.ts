import { describe, expect, test } from 'vitest';
import { judgeText } from '../../engine/configuration.fixture.ts';
import { configValid } from '../config-valid.ts';

const found = (text: string): string[] =>
  judgeText(text, { checks: [configValid] }).findings.map(
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

  test('Lua in stream is a module of its own', () => {
    const lua =
      'lua_package_path "/etc/nginx/lua/?.lua;;";\nlua_add_variable $proxy_upstream_name;';
    expect(found(`events {}\nstream {\n${lua}\n}`)).toEqual([]);
  });
});
