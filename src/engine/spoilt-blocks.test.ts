import { describe, expect, test } from 'vitest';
import { judgeText } from './configuration.fixture.ts';

const found = (lines: string): string[] =>
  judgeText(lines).findings.map(({ check, line, severity }) => `${line} ${check} ${severity}`);

const socket = (lines: string, before = ''): string => `events {}
http {
${before}
server {
listen 80;
location /ws/ {
${lines}
proxy_pass http://127.0.0.1:8080;
}
location /live/ {
proxy_pass http://127.0.0.1:8080;
}
}
}`;

describe('what nginx refuses is the only finding', () => {
  test('of a location in which a line swallows the next one', () => {
    const lines = 'proxy_http_version 1.1\nproxy_set_header Upgrade $http_upgrade;';
    expect(found(socket(lines)).filter((one) => / error$/.test(one))).toEqual([
      '7 config-valid error',
      '11 upgrade-headers error',
    ]);
  });

  test('of a server, where the line stands there', () => {
    const text = socket('').replace('listen 80;', 'listen 80;\nproxy_set_header Host;');
    expect(found(text).filter((one) => / error$/.test(one))).toEqual(['6 config-valid error']);
  });

  test('of a file that cannot be read to its end', () => {
    const text = socket('').replace('listen 80;', 'listen 80;\nproxy_set_header Host "$host;');
    expect(found(text).filter((one) => /upgrade-headers/.test(one))).toEqual([]);
  });

  test('but not beside a directive of a module that nobody knows here', () => {
    const lines = 'some_modules_own_line on;';
    expect(found(socket(lines)).filter((one) => / error$/.test(one))).toEqual([
      '6 upgrade-headers error',
      '7 config-valid error',
      '10 upgrade-headers error',
    ]);
  });
});
