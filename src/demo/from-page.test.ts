import { expect, test } from 'vitest';
import { readFromPage, readSession, readTransports } from './from-page.ts';

test.each([
  '{"type":"set","number":1,"lamp":71,"lit":false}',
  '{"type":"ping","number":3}',
  '{"type":"heartbeat"}',
  '{"type":"echo","data":{"deep":[1]}}',
])('%s is a message', (text) => {
  expect(readFromPage(text)).toEqual(JSON.parse(text));
});

test.each([
  ['nonsense', 'JSON object'],
  ['null', 'JSON object'],
  ['{"type":"sink"}', '"type"'],
  ['{"type":"ping","number":0}', '"number"'],
  ['{"type":"set","number":1.5,"lamp":1,"lit":true}', '"number"'],
  ['{"type":"set","number":1,"lamp":72,"lit":true}', '"lamp"'],
  ['{"type":"set","number":1,"lamp":-1,"lit":true}', '"lamp"'],
  ['{"type":"set","number":1,"lamp":1,"lit":"yes"}', '"lit"'],
])('%s is none, and what is wrong is named', (text, named) => {
  expect(readFromPage(text)).toContain(named);
});

test('cuts are read, and unknown transports are refused', () => {
  expect(readTransports('{"transports":["sse","websocket"]}')).toEqual(['websocket', 'sse']);
  expect(readTransports('{"transports":[]}')).toEqual([]);
  expect(readTransports('{"transports":["pigeon"]}')).toBeUndefined();
  expect(readTransports('{}')).toBeUndefined();
});

test('a session is a short word', () => {
  expect(readSession(new URLSearchParams('session=a-1_B'))).toBe('a-1_B');
  expect(readSession(new URLSearchParams('session='))).toBeUndefined();
  expect(readSession(new URLSearchParams(`session=${'x'.repeat(65)}`))).toBeUndefined();
  expect(readSession(new URLSearchParams('session=a%20b'))).toBeUndefined();
});
