import { describe, expect, test } from 'vitest';
import { type AnsweringKind, judgeHandshake } from './handshake-rules.ts';
import { handshakeText } from './lab.fixture.ts';
import { parseRequestHead } from './request-head.ts';

type Changes = Readonly<Record<string, string>>;

function judge(kind: AnsweringKind, changes: Changes, version = '1.1', method = 'GET') {
  const text = handshakeText(changes, `${method} /ws HTTP/${version}`);
  const answer = judgeHandshake({ ...parseRequestHead(text), isSecure: false }, kind);
  return answer === null ? null : `${answer.status} ${answer.body.trimEnd()}`;
}

const KINDS: readonly AnsweringKind[] = [
  'lenient',
  'strict',
  'case-sensitive',
  'host-checking',
  'origin-checking',
  'big-answer',
];

describe.each(KINDS)('%s', (kind) => {
  test('takes a right handshake', () => {
    expect(judge(kind, {})).toBeNull();
  });

  test.each([
    [
      { Upgrade: '', Connection: '' },
      '426 no Upgrade and Connection headers arrived; a WebSocket handshake needs both.',
    ],
    [
      { Upgrade: '', Connection: 'close' },
      '426 no Upgrade header arrived, and Connection is "close"; a WebSocket handshake needs both.',
    ],
    [{ Connection: 'close' }, '426 Connection is "close"; a WebSocket handshake needs both.'],
    [{ Upgrade: 'h2c' }, '426 Upgrade is "h2c"; a WebSocket handshake needs both.'],
    [
      { 'Sec-WebSocket-Key': 'dG9vIHNob3J0' },
      '400 Sec-WebSocket-Key is "dG9vIHNob3J0", and one of 16 bytes is needed.',
    ],
    [
      { 'Sec-WebSocket-Key': '' },
      '400 no Sec-WebSocket-Key header arrived, and one of 16 bytes is needed.',
    ],
    [{ 'Sec-WebSocket-Version': '8' }, '426 Sec-WebSocket-Version is "8", and 13 is needed.'],
  ])('refuses %j', (changes: Changes, answer) => {
    expect(judge(kind, changes)).toBe(answer);
  });

  test('refuses another method', () => {
    expect(judge(kind, {}, '1.1', 'POST')).toContain('405 The method is POST');
  });
});

test('a 426 names the protocol that is expected', () => {
  const head = parseRequestHead(handshakeText({ Upgrade: '' }));
  expect(judgeHandshake({ ...head, isSecure: false }, 'strict')?.headers).toContainEqual([
    'Upgrade',
    'websocket',
  ]);
});

describe('only strict', () => {
  test.each(KINDS)('refuses HTTP/1.0 (%s)', (kind) => {
    const answer = '505 HTTP/1.0, and an upgrade needs HTTP/1.1 (RFC 9110, section 7.8).';
    expect(judge(kind, {}, '1.0')).toBe(kind === 'strict' ? answer : null);
  });

  test.each([
    [{ HOST: 'b' }, '400 2 Host headers arrived (app.example.com, b), and there must be one.'],
    [{ Host: '' }, '400 no Host header arrived, and there must be one.'],
  ])('refuses %j', (changes: Changes, answer) => {
    expect(judge('strict', changes)).toBe(answer);
    expect(judge('lenient', changes)).toBeNull();
  });
});

describe('only case-sensitive', () => {
  test.each([
    [
      { Connection: 'upgrade' },
      '400 Connection is "upgrade", and this server wants "Upgrade" in these very letters.',
    ],
    [
      { Upgrade: 'WebSocket' },
      '400 Upgrade is "WebSocket", and this server wants "websocket" in these very letters.',
    ],
  ])('refuses %j', (changes: Changes, answer) => {
    expect(judge('case-sensitive', changes)).toBe(answer);
    expect(judge('strict', changes)).toBeNull();
  });

  test('takes them in a list', () => {
    expect(judge('case-sensitive', { Connection: 'keep-alive, Upgrade' })).toBeNull();
  });
});

test.each<[Changes, string | null]>([
  [{ Origin: 'https://app.example.com' }, null],
  [{ Origin: 'https://APP.example.com' }, null],
  [{ Origin: 'https://a.example:8443', Host: 'a.example:8443' }, null],
  [
    { Origin: 'https://a.example:8443', Host: 'a.example' },
    '403 Origin https://a.example:8443, but Host is a.example.',
  ],
  [
    { Origin: 'https://app.example.com', Host: 'app:3000' },
    '403 Origin https://app.example.com, but Host is app:3000.',
  ],
  [{ Origin: 'null' }, '403 Origin null, but Host is app.example.com.'],
])('host-checking: %j', (changes, answer) => {
  expect(judge('host-checking', changes)).toBe(answer);
  expect(judge('strict', changes)).toBeNull();
});

test.each<[Changes, string | null]>([
  [{ Origin: 'http://app.example.com' }, null],
  [{ Origin: 'https://app.example.com', 'X-Forwarded-Proto': 'https' }, null],
  [{ Origin: 'https://app.example.com', 'X-Forwarded-Proto': 'https, http' }, null],
  [
    { Origin: 'https://a.b', Host: 'c', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'a.b' },
    null,
  ],
  [
    { Origin: 'https://app.example.com' },
    '403 Origin https://app.example.com, but no X-Forwarded-Proto arrived and Host is app.example.com.',
  ],
  [
    {
      Origin: 'https://a.b',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'a.b:9443',
    },
    '403 Origin https://a.b, but X-Forwarded-Proto is https and X-Forwarded-Host is a.b:9443.',
  ],
])('origin-checking: %j', (changes, answer) => {
  expect(judge('origin-checking', changes)).toBe(answer);
  expect(judge('strict', changes)).toBeNull();
});

test('origin-checking over TLS is https itself', () => {
  const head = parseRequestHead(handshakeText({ Origin: 'https://app.example.com' }));
  expect(judgeHandshake({ ...head, isSecure: true }, 'origin-checking')).toBeNull();
});
