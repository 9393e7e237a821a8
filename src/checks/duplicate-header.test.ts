import { describe, expect, test } from 'vitest';
import { duplicateHeader } from './duplicate-header.ts';
import { inServer, mended, UPGRADE } from './judged.fixture.ts';

const SNIPPET = 'proxy_set_header Host $host;\nproxy_set_header X-Real-IP $remote_addr;\n';
const SOCKET = `location /ws/ {\nproxy_pass http://127.0.0.1:1;\n${UPGRADE}\nproxy_set_header Host $http_host;\ninclude proxy.conf;\n}`;
const OTHER = 'location / {\nproxy_pass http://127.0.0.1:2;\ninclude proxy.conf;\n}';

describe('the fix of a header that a snippet sets as well', () => {
  test('takes it out of the snippet', () => {
    const after = mended(duplicateHeader, {
      'nginx.conf': inServer(SOCKET),
      'proxy.conf': SNIPPET,
    });
    expect(after).toEqual({ 'proxy.conf': 'proxy_set_header X-Real-IP $remote_addr;\n' });
  });

  test('writes the snippet out without it where others include that, too', () => {
    const text = inServer(`${SOCKET}\n${OTHER}`);
    const after = mended(duplicateHeader, { 'nginx.conf': text, 'proxy.conf': SNIPPET });
    const own = SOCKET.replace('include proxy.conf;', 'proxy_set_header X-Real-IP $remote_addr;');
    expect(after).toEqual({ 'nginx.conf': inServer(`${own}\n${OTHER}`) });
  });

  test.each([
    ['Host $host', 'Host $host'],
    ['host "$host"', 'Host $host'],
    ['Connection "upgrade"', 'Connection $connection_upgrade'],
  ])('leaves the snippet alone where it says as much as the own line: %s', (own, shared) => {
    const rest = UPGRADE.replace(/proxy_set_header Connection [^;]*;/, '');
    const lines = /^Connection/.test(own) ? rest : UPGRADE;
    const text = (line: string) =>
      inServer(
        `location /ws/ {\nproxy_pass http://127.0.0.1:1;\n${lines}\n${line}include proxy.conf;\n}`,
      );
    const after = mended(duplicateHeader, {
      'nginx.conf': text(`proxy_set_header ${own};\n`),
      'proxy.conf': `proxy_set_header ${shared};\n`,
    });
    expect(after).toEqual({ 'nginx.conf': text('') });
  });

  test.each([
    // The same for a client that comes without it.
    ['X-Forwarded-For $proxy_add_x_forwarded_for', 'X-Forwarded-For $remote_addr'],
    ['Connection "upgrade"', 'Connection "keep-alive"'],
    ['Connection $connection_upgrade', 'Connection "upgrade"'],
  ])('and takes it out of the snippet where that says less than %s', (own, shared) => {
    const rest = UPGRADE.replace(/proxy_set_header Connection [^;]*;/, '');
    const lines = /^Connection/.test(own) ? rest : UPGRADE;
    const socket = `location /ws/ {\nproxy_pass http://127.0.0.1:1;\n${lines}\nproxy_set_header ${own};\ninclude proxy.conf;\n}`;
    const files = { 'nginx.conf': inServer(socket), 'proxy.conf': `proxy_set_header ${shared};\n` };
    expect(mended(duplicateHeader, files)).toEqual({ 'proxy.conf': '' });
  });

  test('two lines of one block stay as they were judged, and so do those of two snippets', () => {
    const twice = SOCKET.replace('include proxy.conf;', 'proxy_set_header Host $http_host;');
    const after = mended(duplicateHeader, inServer(twice));
    expect(after['nginx.conf']?.match(/Host/g)).toHaveLength(1);
    const snippets = {
      'nginx.conf': inServer(
        SOCKET.replace('proxy_set_header Host $http_host;', 'include a.conf;'),
      ),
      'a.conf': 'proxy_set_header Host $host;\n',
      'proxy.conf': SNIPPET,
    };
    expect(Object.keys(mended(duplicateHeader, snippets))).toEqual(['proxy.conf']);
  });
});
