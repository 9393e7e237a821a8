import { expect, test } from 'vitest';
import { blockOf, mainLevel } from '../listen/main-level.fixture.ts';
import { parseProxyUrl } from './proxy-url.ts';
import { Upstreams } from './upstreams.ts';

const http = blockOf(
  mainLevel('http { upstream App { server 10.0.0.1; } server { proxy_pass here; } }'),
  'http',
);
const [line] = blockOf(http, 'server').lines;
const upstreams = new Upstreams(http, '1.30.6');

function of(url: string, hasVariables = false): ReturnType<Upstreams['of']> {
  const parsed = parseProxyUrl(url);
  if ('error' in parsed || line === undefined) throw new Error(`No URL: ${url}`);
  return upstreams.of(parsed, line, hasVariables);
}

test('a group is found by its name in any case, and read once', () => {
  expect(upstreams.find('aPP')).toMatchObject({ name: 'App', lookup: 'start' });
  expect(upstreams.find('app')).toBe(upstreams.find('APP'));
  expect(upstreams.find('other')).toBeUndefined();
  expect(of('http://APP/x')).toBe(upstreams.find('app'));
});

test('a group named with a port is refused; from a variable it is an address', () => {
  expect(of('http://app:81')).toEqual({ error: 'upstream "app" may not have port 81' });
  expect(of('http://app:81', true)).toMatchObject({
    placed: undefined,
    lookup: 'request',
    servers: [{ written: 'app:81' }],
  });
});

test('an address is a group of one server, without kept connections', () => {
  expect(of('https://10.0.0.2/x')).toMatchObject({
    name: '10.0.0.2',
    placed: undefined,
    keepalive: undefined,
    balancing: { name: 'round_robin' },
    servers: [{ placed: line, written: '10.0.0.2:443', endpoint: { port: 443 }, weight: 1 }],
  });
  expect(of('http://unix:/a.sock')).toMatchObject({ servers: [{ written: 'unix:/a.sock' }] });
});
