import { expect, test } from 'vitest';
import { parseRequestHead } from './request-head.ts';

test('a head is read as it arrived', () => {
  const text = 'GET /a%20b?c HTTP/1.0\r\nHoSt:  x:1 \r\nX-A: 1\r\nx-a:\r\nX-B: a: b\xe9\r\n\r\n';
  expect(parseRequestHead(text)).toEqual({
    requestLine: 'GET /a%20b?c HTTP/1.0',
    method: 'GET',
    target: '/a%20b?c',
    httpVersion: '1.0',
    headers: [
      ['HoSt', 'x:1'],
      ['X-A', '1'],
      ['x-a', ''],
      ['X-B', 'a: b\xe9'],
    ],
    fault: null,
  });
});

test.each([
  ['GET /a b HTTP/1.1\r\n\r\n', '/a b', 'request line "GET /a b HTTP/1.1"'],
  ['nonsense\r\n\r\n', '', 'request line "nonsense"'],
  ['GET / HTTP/1.1\r\nno colon\r\n\r\n', '/', 'header line "no colon"'],
  ['GET / HTTP/1.1\r\nA B: c\r\n\r\n', '/', 'header line "A B: c"'],
  ['GET / HTTP/1.1\r\nA: c\r\n', '/', 'more than 65536 bytes'],
])('%j has a fault, and is told of all the same', (text, target, fault) => {
  const head = parseRequestHead(text);
  expect(head.target).toBe(target);
  expect(head.fault).toContain(fault);
});
