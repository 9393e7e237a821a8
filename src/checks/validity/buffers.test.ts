import { expect, test } from 'vitest';
import { configValid } from '../config-valid.ts';
import { findingsOf, inServer, mended, placesOf } from '../judged.fixture.ts';

function places(lines: string): string[] {
  return placesOf(findingsOf(configValid, inServer(lines)));
}

test.each([
  ['one large buffer alone', 'proxy_buffer_size 64k;', 7],
  ['in the block that has it', 'location / {\nproxy_buffer_size 64k;\n}', 8],
  ['the size of the level around', 'proxy_buffers 8 64k;\nlocation / {\nproxy_buffers 2 4k;\n}', 9],
  ['one buffer', 'proxy_buffers 1 64k;', 7],
  ['busy ones that are too small', 'proxy_buffers 4 64k;\nproxy_busy_buffers_size 32k;', 8],
  ['busy ones that are too many', 'proxy_busy_buffers_size 64k;', 7],
  ['what is written at a time', 'proxy_buffers 4 64k;\nproxy_temp_file_write_size 32k;', 8],
  ['files that are too small', 'proxy_max_temp_file_size 1k;', 7],
  ['those of another protocol', 'fastcgi_buffer_size 64k;', 7],
])('%s', (_, lines, line) => {
  expect(places(lines)).toEqual([`error ${line}`]);
});

test.each([
  'proxy_buffer_size 14k;',
  'proxy_buffer_size 64k; proxy_buffers 8 64k;',
  'proxy_buffers 8 64k; location / { proxy_buffer_size 64k; }',
  'proxy_max_temp_file_size 0;',
  'proxy_buffer_size $size;',
])('%s go together', (lines) => {
  expect(places(lines)).toEqual([]);
});

test('what stands in http is one finding for all servers, and none without', () => {
  const set = (servers: string) => `events {}\nhttp {\nproxy_buffer_size 64k;\n${servers}}\n`;
  const servers = 'server { listen 1; location / { } }\nserver { listen 2; }\n';
  expect(placesOf(findingsOf(configValid, set(servers)))).toEqual(['error 3']);
  expect(findingsOf(configValid, set(''))).toEqual([]);
});

test.each([
  ['location / {\nproxy_buffer_size 64k;\n}', 'proxy_buffer_size 64k;\nproxy_buffers 8 64k;'],
  ['proxy_buffers 1 64k;', 'proxy_buffers 8 64k;'],
  ['proxy_buffers 2 4k;\nproxy_buffer_size 64k;', 'proxy_buffers 8 64k;\nproxy_buffer_size 64k;'],
  ['proxy_buffers 8 16k;\nproxy_busy_buffers_size 120k;', 'proxy_buffers 8 20k;'],
])('%j is mended', (lines, meant) => {
  expect(mended(configValid, inServer(lines))['nginx.conf']).toContain(meant);
});
