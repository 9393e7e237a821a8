import { expect, test } from 'vitest';
import { firstSentence } from './first-sentence.ts';

test.each([
  ['It breaks. Mend it.', 'It breaks.'],
  ['nginx 1.22.1 sends HTTP/1.0, e.g. here. Set it.', 'nginx 1.22.1 sends HTTP/1.0, e.g. here.'],
  ['Is it up? Look.', 'Is it up?'],
  ['no end', 'no end'],
])('of %j is %j', (text, sentence) => {
  expect(firstSentence(text)).toBe(sentence);
});
