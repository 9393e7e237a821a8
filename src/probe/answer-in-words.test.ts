import { expect, test } from 'vitest';
import { answerInWords } from './answer-in-words.ts';

function answered(body: string): string {
  const bytes = new TextEncoder().encode(body);
  return answerInWords({ status: 426, reason: 'Upgrade Required', body: bytes });
}

const LONG = `${'word '.repeat(30)}end`;

test.each([
  ['', '426 Upgrade Required'],
  ['<h1>426 Upgrade Required</h1>\r\n<hr>nginx', '426 Upgrade Required'],
  ['<p>Upgrade,\n  please</p>', '426 Upgrade Required, "Upgrade, please"'],
  ['Connection is "close".\n', `426 Upgrade Required, "Connection is 'close'"`],
  [LONG, `426 Upgrade Required, "${'word '.repeat(23)}word…"`],
  ['x'.repeat(200), `426 Upgrade Required, "${'x'.repeat(119)}…"`],
])('%j reads %s', (body, words) => {
  expect(answered(body)).toBe(words);
});
