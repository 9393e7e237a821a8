import { expect, test } from 'vitest';
import { judgeText } from '../../engine/configuration.fixture.ts';
import { configValid } from '../config-valid.ts';
import { findingsOf, inServer, mended, placesOf, UPGRADE } from '../judged.fixture.ts';

function passing(url: string): string {
  return inServer(`location /ws/ {\nproxy_pass ${url};\n${UPGRADE}\n}`);
}

test.each([
  ['ws://localhost:8080', 'http://localhost:8080'],
  ['WSS://b.example/ws', 'https://b.example/ws'],
  ['localhost:8000', 'http://localhost:8000'],
  ['127.0.0.1:8000/a', 'http://127.0.0.1:8000/a'],
  ['unix:/run/a.sock', 'http://unix:/run/a.sock'],
  ['http:/127.0.0.1', 'http://127.0.0.1'],
  ['https//b.example', 'https://b.example'],
  ['"ws://b.example"', '"http://b.example"'],
])('%s is mended to %s', (url, meant) => {
  expect(placesOf(findingsOf(configValid, passing(url)))).toEqual(['error 8']);
  expect(mended(configValid, passing(url))['nginx.conf']).toContain(`proxy_pass ${meant};`);
});

test.each([
  'http://',
  'http://:80',
  'http://127.0.0.1:80800',
  'http://[::1',
  'grpc://b',
  '8000',
  '""',
])('%s is refused, and what is meant is not plain', (url) => {
  const [finding, ...others] = findingsOf(configValid, passing(url));
  expect([finding?.line, finding?.fix, others]).toEqual([8, null, []]);
});

test.each([
  'http://$host',
  '$scheme://b',
  'ws://$host',
  'HTTPS://[::1]:443/a',
  'http://unix:/a:/b',
])('%s is none of its affair, or in order', (url) => {
  expect(findingsOf(configValid, passing(url))).toEqual([]);
});

test('an upstream has no port beside those of its servers', () => {
  const text = passing('http://b:80/a').replace(
    'server {',
    'upstream b { server 127.0.0.1; }\nserver {',
  );
  expect(mended(configValid, text)['nginx.conf']).toContain('proxy_pass http://b/a;');
});

test('in an "if" and behind an expression it is one finding', () => {
  const text = inServer(
    'location ~ /ws {\nproxy_pass ws://b/a;\n}\nlocation / {\nif ($uri) { proxy_pass b:1/a; }\n}',
  );
  expect(placesOf(findingsOf(configValid, text))).toEqual(['error 8', 'error 11']);
});

test('nobody calls it a target that only a running nginx knows', () => {
  const { unknown } = judgeText(passing('ws://localhost:8080'));
  expect(unknown).toEqual([]);
});
