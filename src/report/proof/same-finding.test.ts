import { expect, test } from 'vitest';
import { aFinding } from '../findings/report.fixture.ts';
import { findingKey, withoutChance } from './same-finding.ts';

test.each([
  ['426 in 3 ms', '426 in 71 ms'],
  ['closed after 59.3 s', 'closed after 60 s'],
  ['to /?fairlead-probe=62d6956b2e06942a', 'to /?fairlead-probe=0aa1bc34aef07f08'],
  ['a [23/Nov/2026:02:44:19 +0000] b', 'a [24/Dec/2026:00:00:00 +0000] b'],
  ['the default of nginx 1.22.1,', 'the default of nginx 1.26.3,'],
  ['at 127.0.0.1:27372', 'at 127.0.0.1:30306'],
])('%j and %j are the same but for chance', (one, other) => {
  expect(withoutChance(one)).toBe(withoutChance(other));
});

test.each([
  ['backend got HTTP/1.0', 'backend got HTTP/1.1'],
  ['answered 301', 'answered 403'],
  ['0 of 3 let through', '3 of 3 let through'],
])('%j and %j are not', (one, other) => {
  expect(withoutChance(one)).not.toBe(withoutChance(other));
});

test('a finding is another one at another line', () => {
  expect(findingKey(aFinding())).toBe(findingKey(aFinding({ where: 'elsewhere' })));
  expect(findingKey(aFinding())).not.toBe(findingKey(aFinding({ line: 11 })));
});
