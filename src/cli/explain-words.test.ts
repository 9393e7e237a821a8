import { expect, test } from 'vitest';
import { readExplainWords } from './explain-words.ts';

const URL = 'ws://a.test/';

test.each([
  [[URL], false, { conf: undefined, urls: [URL] }],
  [['.', URL, URL], false, { conf: '.', urls: [URL, URL] }],
  [['-', URL], false, { conf: '-', urls: [URL] }],
  [['.', '-'], false, { conf: '.', urls: ['-'] }],
  [['-'], false, { conf: undefined, urls: ['-'] }],
  [['-'], true, { conf: '-', urls: [] }],
  [['.'], true, { conf: '.', urls: [] }],
  [[], true, { conf: undefined, urls: [] }],
])('%o, with a stage: %s', (words, hasStage, meant) => {
  expect(readExplainWords(words, hasStage)).toEqual(meant);
});

test.each([
  [['idle-timeout'], false, 'neither a configuration, for there is no such file, nor a URL.'],
  [['app.test/ws'], false, 'Was wss://app.test/ws meant?'],
  [['.', 'app.test/ws'], false, 'Was wss://app.test/ws meant?'],
  [['.'], false, 'What is to be explained of .?'],
  [[], false, 'What is to be explained?'],
  [['-', '-'], false, 'name one of them'],
  [['.', URL], true, 'takes no URL'],
])('%o, with a stage: %s: %s', (words, hasStage, message) => {
  expect(() => readExplainWords(words, hasStage)).toThrow(message);
});
