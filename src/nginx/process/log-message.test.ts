import { expect, test } from 'vitest';
import { describeMessage, parseMessages } from './log-message.ts';

test('a message on a terminal, with its place', () => {
  const text = 'nginx: [emerg] unknown directive "bogus" in /run/a b/nginx.conf:12\n';
  const [message] = parseMessages(text);
  expect(message).toEqual({
    level: 'emerg',
    text: 'unknown directive "bogus"',
    file: '/run/a b/nginx.conf',
    line: 12,
  });
  expect(message && describeMessage(message)).toBe(
    '[emerg] unknown directive "bogus" in /run/a b/nginx.conf:12',
  );
});

test('a message in a log, with its process', () => {
  const text =
    '2026/11/22 19:33:01 [emerg] 6105#6106: bind() to 9.9.9.9:18888 failed (99: Cannot assign requested address)\n' +
    '2026/11/22 19:33:01 [error] 7#7: *12 upstream timed out (110: Connection timed out)\n';
  expect(parseMessages(text)).toEqual([
    {
      level: 'emerg',
      pid: 6105,
      text: 'bind() to 9.9.9.9:18888 failed (99: Cannot assign requested address)',
    },
    { level: 'error', pid: 7, text: 'upstream timed out (110: Connection timed out)' },
  ]);
});

test('what is no message is left out', () => {
  const text =
    'nginx: configuration file /run/nginx.conf test failed\n\n' +
    'ld.so: error while loading shared libraries: libpcre.so.3\n';
  expect(parseMessages(text)).toEqual([]);
});
