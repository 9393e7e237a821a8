import { describe, expect, test } from 'vitest';
import { type HandshakeAnswer, judgeHandshakeResponse } from './handshake-response.ts';
import type { HeaderPair } from './header.ts';

const key = 'dGhlIHNhbXBsZSBub25jZQ==';
const right: readonly HeaderPair[] = [
  ['Upgrade', 'websocket'],
  ['Connection', 'Upgrade'],
  ['Sec-WebSocket-Accept', 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='],
];

async function codes(
  answer: Partial<HandshakeAnswer>,
  asked: readonly HeaderPair[] = [],
): Promise<string[]> {
  const whole = { status: 101, httpVersion: '1.1', headers: right, ...answer };
  const violations = await judgeHandshakeResponse(whole, { key, headers: asked });
  return violations.map(({ code }) => code);
}

/** The right answer with one field replaced, or left out where there is no value. */
function having(name: string, ...values: string[]): { headers: HeaderPair[] } {
  const others = right.filter(([got]) => got !== name);
  return { headers: [...others, ...values.map((value): HeaderPair => [name, value])] };
}

describe('right answers', () => {
  test('the example of RFC 6455 1.3', async () => {
    expect(await codes({})).toEqual([]);
  });

  test('other letter case, and more tokens in Connection', async () => {
    expect(await codes(having('Upgrade', 'WebSocket'))).toEqual([]);
    expect(await codes(having('Connection', 'keep-alive, upgrade'))).toEqual([]);
    expect(await codes(having('Connection', 'keep-alive', 'UPGRADE'))).toEqual([]);
  });

  test('a subprotocol and an extension that were asked for', async () => {
    const asked: HeaderPair[] = [
      ['Sec-WebSocket-Protocol', 'chat, superchat'],
      ['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits'],
    ];
    expect(await codes(having('Sec-WebSocket-Protocol', 'superchat'), asked)).toEqual([]);
    expect(
      await codes(having('Sec-WebSocket-Extensions', 'permessage-deflate; x=1'), asked),
    ).toEqual([]);
  });
});

describe('wrong answers', () => {
  test.each([
    [{ status: 200 }, 'status'],
    [{ httpVersion: '1.0' }, 'http-version'],
    [having('Upgrade'), 'upgrade-missing'],
    [having('Upgrade', 'h2c'), 'upgrade-value'],
    [having('Upgrade', 'websocket', 'websocket'), 'upgrade-value'],
    [having('Connection'), 'connection-missing'],
    [having('Connection', 'keep-alive'), 'connection-value'],
    [having('Connection', 'upgraded'), 'connection-value'],
    [having('Sec-WebSocket-Accept'), 'accept-missing'],
    [having('Sec-WebSocket-Accept', 'x'), 'accept-value'],
    [having('Sec-WebSocket-Accept', 'x', 'x'), 'accept-repeated'],
    [having('Sec-WebSocket-Extensions', 'permessage-deflate'), 'extension-unasked'],
    [having('Sec-WebSocket-Protocol', 'chat'), 'subprotocol-unasked'],
  ])('%j breaks the rule %s', async (answer, code) => {
    expect(await codes(answer)).toEqual([code]);
  });

  test('the letter case of a subprotocol matters', async () => {
    const asked: HeaderPair[] = [['Sec-WebSocket-Protocol', 'chat']];
    expect(await codes(having('Sec-WebSocket-Protocol', 'Chat'), asked)).toEqual([
      'subprotocol-unasked',
    ]);
  });

  test('every rule broken is told', async () => {
    expect(await codes({ status: 502, headers: [] })).toEqual([
      'status',
      'upgrade-missing',
      'connection-missing',
      'accept-missing',
    ]);
  });

  test('says what was got, what was expected, and where it stands', async () => {
    const answer = { status: 101, httpVersion: '1.1', ...having('Upgrade', 'h2c') };
    expect(await judgeHandshakeResponse(answer, { key, headers: [] })).toEqual([
      {
        code: 'upgrade-value',
        message: 'Got Upgrade "h2c"; expected "websocket".',
        section: 'RFC 6455 4.1',
      },
    ]);
  });
});
