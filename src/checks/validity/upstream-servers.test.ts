import { describe, expect, test } from 'vitest';
import { configValid } from '../config-valid.ts';
import { findingsOf, inServer, mended, placesOf } from '../judged.fixture.ts';

function withServer(line: string): string {
  return inServer('').replace('server {', `upstream b {\n${line}\n}\nserver {`);
}

test.each([
  ['ws://127.0.0.1:8080', '127.0.0.1:8080'],
  ['http://b.example/', 'b.example'],
])('server %s is mended to %s', (written, meant) => {
  const text = withServer(`server ${written};`);
  expect(placesOf(findingsOf(configValid, text))).toEqual(['error 5']);
  expect(mended(configValid, text)['nginx.conf']).toContain(`server ${meant};`);
});

test.each([
  'https://127.0.0.1:8443',
  'http://127.0.0.1/ws',
  '127.0.0.1:99999',
  '127.0.0.1 weight=0',
  '127.0.0.1 max_fails=three',
  '127.0.0.1 fail_timeout=30min',
  '127.0.0.1 fail_timeout=500ms',
])('server %s is refused', (written) => {
  const [finding, ...others] = findingsOf(configValid, withServer(`server ${written};`));
  expect([finding?.line, finding?.fix, others]).toEqual([5, null, []]);
});

test('server … resolve needs shared memory', () => {
  const text = withServer('server b.example resolve;');
  const options = { version: '1.30.6' };
  expect(placesOf(findingsOf(configValid, text, options))).toEqual(['error 5']);
  expect(mended(configValid, text, options)['nginx.conf']).toContain('zone b 64k;');
  expect(
    findingsOf(configValid, text.replace('server b', 'zone z 64k;\nserver b'), options),
  ).toEqual([]);
});

describe('backup', () => {
  test.each([
    ['ip_hash;\nserver 127.0.0.1;\nserver 127.0.0.2 backup;', ['error 7']],
    ['hash $arg_a consistent;\nserver 127.0.0.2 weight=2 backup;', ['error 6']],
    ['random two least_conn;\nserver a.example backup;', ['error 6']],
    ['least_conn;\nrandom;\nserver a.example backup;', ['error 7']],
    ['least_conn;\nserver a.example backup;', []],
    ['hash $uri;\nserver a.example down;\nserver backup;', []],
    // nginx looks at the methods that it has read so far.
    ['server a.example;\nserver b.example backup;\nip_hash;', []],
    ['ip_hash;\nleast_conn;\nserver b.example backup;', []],
  ])('%j', (lines, places) => {
    expect(placesOf(findingsOf(configValid, withServer(lines)))).toEqual(places);
  });
});

test.each([
  '127.0.0.1',
  '[::1]:8080 backup',
  'unix:/run/a.sock',
  'b.example:65535 weight=2 max_fails=0 fail_timeout=1y max_conns=0',
  '127.0.0.1 route=a',
])('server %s is in order', (written) => {
  expect(findingsOf(configValid, withServer(`server ${written};`))).toEqual([]);
});
