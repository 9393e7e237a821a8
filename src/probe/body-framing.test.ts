import { describe, expect, test } from 'vitest';
import type { HeaderPair } from '../websocket/header.ts';
import { bodyFraming, keepsAlive } from './body-framing.ts';
import type { ResponseHead } from './response-head.ts';

function head(
  status: number,
  headers: readonly HeaderPair[] = [],
  httpVersion = '1.1',
): ResponseHead {
  return { httpVersion, status, reason: '', headers, problems: [] };
}

const length: HeaderPair = ['content-length', '5'];
const chunked: HeaderPair = ['Transfer-Encoding', 'Chunked'];

describe('the end of a body, by RFC 9112 6.3', () => {
  test.each([
    ['a HEAD', head(200, [length]), 'HEAD', { kind: 'none' }],
    ['204', head(204, [length]), 'GET', { kind: 'none' }],
    ['304', head(304, [length]), 'GET', { kind: 'none' }],
    ['101', head(101), 'GET', { kind: 'none' }],
    ['a length', head(200, [length]), 'GET', { kind: 'length', bytes: 5 }],
    ['a length twice', head(200, [length, length]), 'GET', { kind: 'length', bytes: 5 }],
    ['chunked', head(200, [chunked]), 'GET', { kind: 'chunked' }],
    ['chunked and a length', head(200, [length, chunked]), 'GET', { kind: 'chunked' }],
    ['another coding', head(200, [['Transfer-Encoding', 'gzip']]), 'GET', { kind: 'until-close' }],
    ['nothing', head(200), 'GET', { kind: 'until-close' }],
  ])('%s', (_, response, method, expected) => {
    expect(bodyFraming(response, method)).toEqual(expected);
  });

  test.each(['5, 6', '-1', 'x', '9999999999999999'])('Content-Length %s is broken', (value) => {
    expect(bodyFraming(head(200, [['Content-Length', value]]), 'GET')).toMatchObject({
      kind: 'broken',
      message: expect.stringContaining(value),
    });
  });
});

test.each([
  [head(200), 'length', true],
  [head(200, [['Connection', 'Close']]), 'length', false],
  [head(200, [], '1.0'), 'length', false],
  [head(200, [['connection', 'Keep-Alive']], '1.0'), 'length', true],
])('%j keeps alive: %s %s', (response, _, expected) => {
  expect(keepsAlive(response, { kind: 'length', bytes: 1 })).toBe(expected);
  expect(keepsAlive(response, { kind: 'until-close' })).toBe(false);
});
