import { expect, test } from 'vitest';
import { connectTimeout } from './connect-timeout.ts';
import { fixed } from './found.fixture.ts';
import { findingsOf } from './judged.fixture.ts';
import { foundAt, map, site, upgrade } from './one-server.fixture.ts';

const to = (address: string, lines = ''): string =>
  site(
    `location /ws/ { ${upgrade.replace('127.0.0.1:8080', address)}\n${lines}\n}`,
    `${map} upstream two { server 127.0.0.1:1; server 10.0.0.1:1; }`,
  );

test.each([
  ['the default to another machine', '10.0.0.1:8080', '', ['3 advice']],
  ['one of several is another machine', 'two', '', ['3 advice']],
  ['this machine refuses at once', 'localhost:8080', '', []],
  ['a unix socket', 'unix:/run/app.sock', '', []],
  [
    'what is written counts everywhere',
    '127.0.0.1:8080',
    'proxy_connect_timeout 11s;',
    ['4 advice'],
  ],
  ['ten seconds are few', '10.0.0.1:8080', 'proxy_connect_timeout 10s;', []],
  ['idle-timeout speaks of this one', '10.0.0.1:8080', 'proxy_connect_timeout 1d;', []],
  [
    'unless the read timeout is set, too',
    '10.0.0.1:8080',
    'proxy_read_timeout 1d; proxy_connect_timeout 1d;',
    ['4 advice'],
  ],
])('%s', (_, address, lines, expected) => {
  expect(foundAt(connectTimeout, to(address, lines))).toEqual(expected);
});

test('the fix mends it', () => {
  const after = fixed(connectTimeout, to('10.0.0.1:8080'));
  expect(after).toContain('proxy_connect_timeout 5s;');
  expect(foundAt(connectTimeout, after)).toEqual([]);
});

test('longer than Linux tries, nginx does not wait either', () => {
  const [finding] = findingsOf(
    connectTimeout,
    to('10.0.0.1:8080', 'proxy_connect_timeout 7d; proxy_read_timeout 7d;'),
  );
  expect(finding?.message).toContain('after 127 s only (proxy_connect_timeout, which is longer');
});
