import { describe, expect, test } from 'vitest';
import { forEachDirective, parse, print } from '../../src/nginx/syntax/index.ts';

// Whether time grows with the text alone shows itself as a test that ends: what grows with its square
// would take hours.
const long = process.env['FAIRLEAD_LONG'] !== undefined;
const size = long ? 100 * 1024 * 1024 : 4 * 1024 * 1024;
const limits = { length: 2 * size };

const lines: [string, string][] = [
  ['one word', 'a'],
  ['words', 'a '],
  ['directives', 'a;'],
  ['blocks', 'a{}'],
  ['open braces', '{'],
  ['open blocks', 'a{'],
  ['closing braces', '}'],
  ['quotes', '"'],
  ['quotes that cling', '"a"b'],
  ['backslashes', '\\'],
  ['dollars', '$'],
  ['dollars and braces', '${'],
  ['comments', '#'],
  ['spaces', ' '],
  ['line feeds', '\n'],
  ['carriage returns', '\r'],
  ['nothings', '\0'],
  ['bytes', '\xff'],
  ['Lua blocks', 'a_by_lua_block{}'],
  ['open Lua blocks', 'a_by_lua_block{'],
  ['Lua brackets', 'a_by_lua_block{[=['],
];

describe(`${size >> 20} MiB in one line`, () => {
  test.each(lines)('%s', (_, piece) => {
    const text = piece.repeat(Math.ceil(size / piece.length));
    const { tree } = parse(text, limits);
    expect(print(tree) === text).toBe(true);
  });

  test('is refused where it is longer than the limit', () => {
    const text = 'a;'.repeat(size / 2);
    const { problems, tree } = parse(text, { length: size - 1 });
    expect(problems.map(({ code }) => code)).toEqual(['too-long']);
    expect(print(tree) === text).toBe(true);
  });
});

describe('10,000 levels', () => {
  const depth = 10_000;

  test('are read and printed where they are allowed', () => {
    const text = `${'a {\n'.repeat(depth)}b;${'\n}'.repeat(depth)}`;
    const { tree, problems } = parse(text, { depth });
    expect(problems).toEqual([]);
    expect(print(tree)).toBe(text);
    let count = 0;
    forEachDirective(tree.root, () => {
      count += 1;
    });
    expect(count).toBe(depth + 1);
  });

  test('are one problem where they are not', () => {
    const text = `${'a{'.repeat(depth)}${'}'.repeat(depth)} b;`;
    const { tree, problems } = parse(text);
    expect(problems.map(({ code }) => code)).toEqual(['too-deep']);
    expect(tree.root.children.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('unclosed', () => {
    const { tree, problems } = parse('a {\n'.repeat(depth), { depth });
    expect(problems.length).toBeGreaterThan(1000);
    expect(tree.root.children).toHaveLength(1);
  });
});

test.each([
  'a',
  'a {',
  'a "',
  "a '",
  'a \\',
  'a $',
  'a ${',
  'a { b { c "d',
  '#',
  'a_by_lua_block {',
  'a_by_lua_block { [[',
  'a_by_lua_block { "\\',
])('unclosed: %j', (text) => {
  const { tree, problems } = parse(text);
  expect(print(tree)).toBe(text);
  expect(problems.length > 0).toBe(text !== '#');
});
