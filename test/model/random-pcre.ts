import { seededRandom } from '../differential/mutate.ts';
import type { PcreCase } from './pcre-cases.ts';

const ATOMS = [
  ...['a', 'b', 'c', 'A', '/', '.', 'a', 'b', '-', ',', '\\d', '\\w', '\\s', '\\W', '\\h', '\\N'],
  ...['[ab]', '[^a]', '[a-c/]', '[[:alpha:]]', '[^[:digit:]b]', '\\x61', '\\R', '\\Qa.\\E', '\xe9'],
];
const CONDITIONS = ['^', '$', '\\b', '\\B', '\\A', '\\z', '\\Z', '(?m)', '(?i)', '(?s)', '(?-i)'];
const QUANTIFIERS = ['*', '+', '?', '*?', '+?', '??', '*+', '++', '?+', '{2}', '{1,2}', '{0,2}?'];
const OPENINGS = [
  ...['(', '(', '(', '(?:', '(?:', '(?>', '(?=', '(?!', '(?<=', '(?<!', '(?i:', '(?<NAME>'],
];
const BYTES = [
  'a',
  'b',
  'c',
  'A',
  'B',
  '/',
  '-',
  ',',
  '1',
  ' ',
  '\n',
  '\r',
  '\xe9',
  '\xc9',
  'a',
  'b',
];

/** Patterns made of what PCRE has, each with subjects of the same letters. */
export function randomCases(count: number, seed: number): PcreCase[] {
  const random = seededRandom(seed);
  const pick = (items: readonly string[]): string =>
    items[Math.floor(random() * items.length)] ?? '';
  let names = 0;

  function alternatives(depth: number): string {
    const branches = random() < 0.3 ? 2 : 1;
    return Array.from({ length: branches }, () => sequence(depth)).join('|');
  }

  function sequence(depth: number): string {
    const items = Math.floor(random() * 4);
    return Array.from({ length: items }, () => item(depth)).join('');
  }

  function item(depth: number): string {
    const dice = random();
    if (dice < 0.1) return pick(CONDITIONS);
    if (dice < 0.14) return `\\${1 + Math.floor(random() * 2)}`;
    const quantifier = random() < 0.4 ? pick(QUANTIFIERS) : '';
    if (dice < 0.6 || depth === 0) return pick(ATOMS) + quantifier;
    names += 1;
    return `${pick(OPENINGS).replace('NAME', `n${names}`)}${alternatives(depth - 1)})${quantifier}`;
  }

  function subject(): string {
    return Array.from({ length: Math.floor(random() * 8) }, () => pick(BYTES)).join('');
  }

  return Array.from({ length: count }, () => ({
    pattern: alternatives(3),
    caseless: random() < 0.3,
    subjects: Array.from({ length: 4 }, subject),
  }));
}
