import { describe, expect, test } from 'vitest';
import { parse } from './parse.ts';
import { print } from './print.ts';
import type { Block } from './tree.ts';

/** A tree as nested lists: [name, ...values], and a block's directives in a list at the end. */
type Outline = (string | Outline[])[];

function outline(block: Block): Outline[] {
  return block.children.map((child) => [
    child.name,
    ...child.args.map((argument) => argument.value),
    ...(child.block === undefined ? [] : [outline(child.block)]),
  ]);
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are nginx's variables
const words: [string, Outline][] = [
  ['a b c;', ['a', 'b', 'c']],
  ['a\n  b # c\n  d;', ['a', 'b', 'd']],
  ['a b#c;', ['a', 'b#c']],
  ['a b}c;', ['a', 'b}c']],
  ['a "b c" \'d;{}#\';', ['a', 'b c', 'd;{}#']],
  ['"a" b;', ['a', 'b']],
  ['a "" b;', ['a', '', 'b']],
  ['a "b\\"c\\\'\\\\\\t\\n\\r\\d";', ['a', 'b"c\'\\\t\n\r\\d']],
  ['a b\\;c\\ d\\{e;', ['a', 'b\\;c\\ d\\{e']],
  ['a \\"b;', ['a', '"b']],
  ['a b"c d;', ['a', 'b"c', 'd']],
  ['a ${b}c;', ['a', '${b}c']],
  ['a b${c}d{}', ['a', 'b${c}d', []]],
  ['a $${{b;', ['a', '$${{b']],
  ['a $b{}', ['a', '$b', []]],
  ['a $ {}', ['a', '$', []]],
  ['a{}', ['a', []]],
  ['if ($x = "y"){}', ['if', '($x', '=', 'y', ')', []]],
  ['a "b"{}', ['a', 'b', []]],
  ['a "b\nc";', ['a', 'b\nc']],
  ['a b\fc\vd\xa0e\0;', ['a', 'b\fc\vd\xa0e\0']],
  ['a\r\nb\r\n;', ['a', 'b']],
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: these are nginx's variables

describe('words, as nginx takes them', () => {
  // The unknown `x` keeps what follows honest: nothing leaks into the next directive.
  test.each(words)('%j', (text, expected) => {
    const { tree, problems } = parse(`${text} x;`);
    expect(problems).toEqual([]);
    expect(outline(tree.root)).toEqual([expected, ['x']]);
  });
});

test('blocks nest, and every directive knows where it stands', () => {
  const text = 'http {\n  server {\n    listen 80;\n  }\n}\nuser x;\n';
  const { tree } = parse(text);
  expect(outline(tree.root)).toEqual([
    ['http', [['server', [['listen', '80']]]]],
    ['user', 'x'],
  ]);
  const [http, user] = tree.root.children;
  const server = http?.block?.children[0];
  const listen = server?.block?.children[0];
  expect(listen?.parent.owner).toBe(server);
  expect(user?.parent.owner).toBeUndefined();
  const shown = (span: { start: number; end: number } | undefined) =>
    text.slice(span?.start, span?.end);
  expect(shown(listen?.span)).toBe('listen 80;');
  expect(shown(server?.span)).toBe('server {\n    listen 80;\n  }');
  expect(shown(server?.headSpan)).toBe('server {');
  expect(shown(server?.block?.span)).toBe('{\n    listen 80;\n  }');
  expect(shown(listen?.args[0]?.span)).toBe('80');
});

test('arguments keep how they are written', () => {
  const [directive] = parse('a "b\\"" c;').tree.root.children;
  expect(directive?.args).toMatchObject([
    { raw: '"b\\""', value: 'b"', quoted: true },
    { raw: 'c', value: 'c', quoted: false },
  ]);
});

test('a name may be written with quotes and escapes', () => {
  const names = parse('"include" x; \'a\' x; a\\"b x;').tree.root.children;
  expect(names.map(({ name }) => name)).toEqual(['include', 'a', 'a"b']);
});

describe('Lua blocks', () => {
  const bodies = [
    '',
    ' return { a = { } } ',
    ' -- }\n ',
    " local s = \"}\" .. '\\'}' ",
    ' local s = [[ } ]] .. [==[ }]] } ]==] ',
    ' --[[ } ]] --[=[ }]] ]=] --[ x\n ',
  ];
  test.each(bodies)('keep %j whole', (body) => {
    const { tree, problems } = parse(`content_by_lua_block {${body}} x;`);
    expect(problems).toEqual([]);
    expect(outline(tree.root)).toEqual([['content_by_lua_block', []], ['x']]);
    const foreign = tree.root.children[0]?.block?.foreign;
    expect(tree.source.chars.slice(foreign?.start, foreign?.end)).toBe(
      body === '' ? tree.source.chars : body,
    );
  });

  test('may have arguments, and quotes around the name', () => {
    const { tree, problems } = parse('"set_by_lua_block" $x # {\n { return "}" } y;');
    expect(problems).toEqual([]);
    expect(outline(tree.root)).toEqual([['set_by_lua_block', '$x', []], ['y']]);
  });

  test.each(['{', '"', '--', '[[ }', '[=[ ]] }', '--[[ }'])('without their end: %j', (body) => {
    const text = `a;\nb_by_lua_block { ${body}`;
    const { tree, problems } = parse(text);
    expect(print(tree)).toBe(text);
    expect(problems.map(({ code, span }) => [code, span.start])).toEqual([
      ['unclosed-foreign-block', 18],
    ]);
  });

  test('other directives hold no Lua', () => {
    const { tree } = parse('by_lua_block_x { a; } y_by_lua_block z;');
    expect(outline(tree.root)).toEqual([
      ['by_lua_block_x', [['a']]],
      ['y_by_lua_block', 'z'],
    ]);
  });
});

describe('limits', () => {
  test('a text that is too long is kept unread', () => {
    const { tree, problems } = parse('a b;', { length: 3 });
    expect(problems.map(({ code }) => code)).toEqual(['too-long']);
    expect(tree.root.children).toEqual([]);
    expect(print(tree)).toBe('a b;');
  });

  test('blocks that are too deep are kept, but not read', () => {
    const text = 'a { b { c { d { } e; } f; } g; } h;';
    const { tree, problems } = parse(text, { depth: 2 });
    expect(problems.map(({ code, span }) => [code, span.start])).toEqual([['too-deep', 10]]);
    expect(outline(tree.root)).toEqual([['a', [['b', [['c', []], ['f']]], ['g']]], ['h']]);
    expect(print(tree)).toBe(text);
  });

  test('after too many directives the rest is kept unread', () => {
    const text = 'a; b; c; d';
    const { tree, problems } = parse(text, { directives: 2 });
    expect(problems.map(({ code, span }) => [code, span.start])).toEqual([
      ['too-many-directives', 5],
    ]);
    expect(outline(tree.root)).toEqual([['a'], ['b']]);
    expect(print(tree)).toBe(text);
  });

  test('not more problems are listed than anybody reads', () => {
    const { problems } = parse(';'.repeat(50), { problems: 10 });
    expect(problems).toHaveLength(11);
    expect(problems[10]?.code).toBe('too-many-problems');
  });
});
