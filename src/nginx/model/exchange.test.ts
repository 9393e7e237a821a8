import { expect, test } from 'vitest';
import type { Exchange } from './exchange.ts';
import { expand, serve, tell } from './trace.fixture.ts';
import { unknown } from './value.ts';

function exchangeFor(lines: string, path = '/'): Exchange {
  const { exchange } = serve(lines, path);
  if (exchange === undefined) throw new Error('Nothing listens.');
  return exchange;
}

test.each([
  ['/a.b/c.html', 'html'],
  ['/a.b/c', ''],
  ['/.hidden', ''],
  ['/a.', ''],
])('the extension of %s is %j', (path, expected) => {
  expect(exchangeFor('', path).extension).toBe(expected);
});

test('groups are those of the last expression that matched, named ones stay', () => {
  const lines = 'if ($uri ~ ^/(?<word>[a-z]+)/(.)) { } if ($uri ~ (\\d)) { }';
  expect(expand('$1-$2-$word', '/abc/d', {}, lines)).toBe('--abc');
  expect(expand('$1-$2-$word', '/abc/d7', {}, lines)).toBe('7--abc');
});

test('an expression that this model cannot run leaves it unknown', () => {
  const { outcome } = serve('location ~ (?R) { }', '/');
  expect(outcome).toMatchObject({ kind: 'unknown', unknown: { what: 'whether "(?R)" matches' } });
});

test('a doubt is kept once for each thing and line', () => {
  const exchange = exchangeFor('');
  for (const what of ['a', 'b', 'a']) exchange.doubt(unknown(what, 'why').unknown);
  expect(exchange.unknowns.map(({ what }) => what)).toEqual(['a', 'b']);
});

test('a client that is lost takes its variables along', () => {
  const exchange = exchangeFor('return 200;');
  exchange.loseClient('nobody said');
  const [line] = exchange.server.named('return');
  if (line === undefined) throw new Error('There is no line.');
  for (const name of [
    'remote_addr',
    'remote_port',
    'binary_remote_addr',
    'proxy_add_x_forwarded_for',
  ]) {
    expect(tell(exchange.evaluate(`$${name}`, line))).toMatch(/^unknown: .*: nobody said$/);
  }
});
