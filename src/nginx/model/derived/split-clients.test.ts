import { expect, test } from 'vitest';
import { derive, TestContext, told } from './derived.fixture.ts';
import { murmurHash2 } from './murmur-hash.ts';

test.each([
  ['', 0x00000000],
  ['a', 0x92685f5e],
  ['abc', 0x13577c9b],
  ['abcd', 0x26873021],
  ['192.168.0.1', 0xf46060cf],
  ['\xff\xfe\xfd\xfc\xfb', 0xfae45ebc],
])('MurmurHash2 of %j', (bytes, hash) => {
  expect(murmurHash2(bytes)).toBe(hash);
});

test('shares follow each other, and the star takes the rest', () => {
  const split = derive('split_clients $x $y {\n 0.5% one;\n 49.5% half;\n * rest;\n}');
  const counts: Record<string, number> = {};
  for (let x = 0; x < 4000; x += 1) {
    const [text] = told(split.evaluate(new TestContext({ x: String(x) })));
    counts[text] = (counts[text] ?? 0) + 1;
  }
  expect(Object.keys(counts).sort()).toEqual(['half', 'one', 'rest']);
  expect(counts['one']).toBeLessThan(60);
  expect(counts['half']).toBeGreaterThan(1800);
  expect(counts['rest']).toBeGreaterThan(1800);
});

test('lines, and what is not known', () => {
  const split = derive('split_clients $x $y {\n 0.01% one;\n * rest;\n}');
  expect(told(split.evaluate(new TestContext({ x: 'a' })))).toEqual(['rest', 3, 1]);
  expect(told(split.evaluate(new TestContext()))[0]).toMatch(/^unknown: \$x /);
  const same = derive('split_clients $x $y { 50% a; * a; }');
  expect(told(same.evaluate(new TestContext()))[0]).toBe('a');
  const open = derive('split_clients $x $y { 50% a; }');
  expect(told(open.evaluate(new TestContext()))[0]).toMatch(/^unknown/);
});
