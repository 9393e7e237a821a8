import { expect, test } from 'vitest';
import { load, objectFiles } from '../../nginx/syntax/index.ts';
import { assumedVersion } from './assumed-version.ts';

const assumed = (http: string): string => {
  const files = objectFiles({ 'nginx.conf': `events {} http { ${http} }` });
  return assumedVersion(load('nginx.conf', { files }));
};

test.each([
  ['nothing new', 'server { listen 80; }', '1.26.3'],
  ['what has come since', 'upstream a { server 127.0.0.1:1; sticky cookie id; }', '1.30.6'],
  ['a variable that has come since', 'server { add_header X $is_request_port; }', '1.30.6'],
  [
    'a variable of its own',
    'map $host $mine { default 1; } server { add_header X $mine; }',
    '1.26.3',
  ],
  ['what nobody knows', 'some_modules_own_line on;', '1.26.3'],
  [
    'what is gone beside what is new',
    'spdy_chunk_size 8k; upstream a { sticky cookie id; }',
    '1.26.3',
  ],
])('%s', (_, http, version) => {
  expect(assumed(http)).toBe(version);
});
