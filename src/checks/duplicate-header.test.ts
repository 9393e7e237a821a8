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
});
