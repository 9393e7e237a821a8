import { describe, expect, test } from 'vitest';
import type { Edit } from '../../text/edit.ts';
import { applyEdits } from '../../text/edit.ts';
import {
  insertAfter,
  insertBefore,
  insertFirst,
  insertLast,
  removeDirective,
  replaceArgument,
  replaceDirective,
} from './edits.ts';
import { parse } from './parse.ts';
import type { Block, Directive, Tree } from './tree.ts';
import { forEachDirective } from './walk.ts';

function find(tree: Tree, name: string): Directive {
  const found: Directive[] = [];
  forEachDirective(tree.root, (directive) => {
    if (directive.name === name) found.push(directive);
  });
  const [first] = found;
  if (first === undefined) throw new Error(`no ${name}`);
  return first;
}

function blockOf(tree: Tree, name: string): Block {
  const { block } = find(tree, name);
  if (block === undefined) throw new Error(`${name} has no block`);
  return block;
}

function after(before: string, edit: (tree: Tree) => Edit[]): string {
  const outcome = applyEdits(before, edit(parse(before).tree));
  if (!outcome.applied) throw new Error(outcome.message);
  expect(parse(outcome.text).problems).toEqual([]);
  return outcome.text;
}

type Row = [string, string, (tree: Tree) => Edit[], string];

const inserting: Row[] = [
  [
    'behind a line',
    's {\n    a;\n    b;\n}\n',
    (t) => insertAfter(find(t, 'a'), 'x 1;'),
    's {\n    a;\n    x 1;\n    b;\n}\n',
  ],
  [
    'behind the comment of a line',
    's {\n  a; # why\n}\n',
    (t) => insertAfter(find(t, 'a'), 'x;'),
    's {\n  a; # why\n  x;\n}\n',
  ],
  [
    'with CRLF',
    's {\r\n\ta;\r\n}\r\n',
    (t) => insertAfter(find(t, 'a'), 'x;'),
    's {\r\n\ta;\r\n\tx;\r\n}\r\n',
  ],
  [
    'with CRLF behind a comment',
    's {\r\n\ta; # why\r\n}\r\n',
    (t) => insertAfter(find(t, 'a'), 'x;'),
    's {\r\n\ta; # why\r\n\tx;\r\n}\r\n',
  ],
  [
    'in a block on one line',
    's { a; b; }',
    (t) => insertAfter(find(t, 'a'), 'x;'),
    's { a; x; b; }',
  ],
  [
    'a comment in a block on one line',
    's { a; }',
    (t) => insertAfter(find(t, 'a'), 'x; # y'),
    's { a;\nx; # y\n }',
  ],
  ['at the end of a file without a break', 'a;', (t) => insertAfter(find(t, 'a'), 'x;'), 'a;\nx;'],
  [
    'before a line',
    's {\n    a;\n}\n',
    (t) => insertBefore(find(t, 'a'), 'x;'),
    's {\n    x;\n    a;\n}\n',
  ],
  [
    'before the comments of a line',
    's {\n  z;\n  # about a\n  a;\n}\n',
    (t) => insertBefore(find(t, 'a'), 'x;'),
    's {\n  z;\n  x;\n  # about a\n  a;\n}\n',
  ],
  [
    'below a comment that is set apart',
    '# head\n\na;\n',
    (t) => insertBefore(find(t, 'a'), 'x;'),
    '# head\n\nx;\na;\n',
  ],
  [
    'before one on the same line',
    's { a; b; }',
    (t) => insertBefore(find(t, 'b'), 'x;'),
    's { a; x; b; }',
  ],
  [
    'first in a block',
    's { # here\n  # about a\n  a;\n}\n',
    (t) => insertFirst(blockOf(t, 's'), 'x;'),
    's { # here\n  x;\n  # about a\n  a;\n}\n',
  ],
  [
    'first in a block on one line',
    's { a; }',
    (t) => insertFirst(blockOf(t, 's'), 'x;'),
    's { x; a; }',
  ],
  ['first in a file', '# head\n\na;\n', (t) => insertFirst(t.root, 'x;'), '# head\n\nx;\na;\n'],
  [
    'last in a block',
    's {\n  a;\n  # z;\n}\n',
    (t) => insertLast(blockOf(t, 's'), 'x;'),
    's {\n  a;\n  x;\n  # z;\n}\n',
  ],
  ['last in a file', 'a;\n', (t) => insertLast(t.root, 'x;'), 'a;\nx;\n'],
  [
    'into an empty block',
    'h {\n\ts {}\n}\n',
    (t) => insertLast(blockOf(t, 's'), 'x;'),
    'h {\n\ts {\n\t\tx;\n\t}\n}\n',
  ],
  [
    'into a block with a space',
    's { }',
    (t) => insertFirst(blockOf(t, 's'), 'x;'),
    's {\n    x;\n}',
  ],
  [
    'into a block with a comment',
    's {\n  # none\n}\n',
    (t) => insertFirst(blockOf(t, 's'), 'x;'),
    's {\n  # none\n    x;\n}\n',
  ],
  ['into an empty file', '', (t) => insertLast(t.root, 'x;'), 'x;\n'],
  [
    'a block, with the steps of the file',
    'h {\n  a;\n}\n',
    (t) => insertAfter(find(t, 'a'), 's {\n    y;\n    l {\n\t\tz;\n    }\n}'),
    'h {\n  a;\n  s {\n    y;\n    l {\n      z;\n    }\n  }\n}\n',
  ],
  [
    'a block where blocks are set apart',
    'h {\n  l {\n  }\n\n  m {\n  }\n}\n',
    (t) => insertAfter(find(t, 'm'), 'n {\n}'),
    'h {\n  l {\n  }\n\n  m {\n  }\n\n  n {\n  }\n}\n',
  ],
  [
    'a line among lines, although blocks are set apart',
    'h {\n  a;\n\n  m {\n  }\n}\n',
    (t) => insertAfter(find(t, 'a'), 'x;'),
    'h {\n  a;\n  x;\n\n  m {\n  }\n}\n',
  ],
  [
    'a line before a block that is set apart',
    'h {\n  a;\n\n  m {\n  }\n}\n',
    (t) => insertBefore(find(t, 'm'), 'x;'),
    'h {\n  a;\n\n  x;\n\n  m {\n  }\n}\n',
  ],
];

const changing: Row[] = [
  [
    'a directive',
    's {\n  a 1; # why\n}\n',
    (t) => replaceDirective(find(t, 'a'), 'x 2;'),
    's {\n  x 2; # why\n}\n',
  ],
  [
    'a block by lines',
    's {\r\n  a {\r\n  }\r\n}\r\n',
    (t) => replaceDirective(find(t, 'a'), 'x {\n    y;\n}'),
    's {\r\n  x {\r\n    y;\r\n  }\r\n}\r\n',
  ],
];

const removing: Row[] = [
  [
    'a line with its comment',
    's {\n  a; # why\n  b;\n}\n',
    (t) => removeDirective(find(t, 'a')),
    's {\n  b;\n}\n',
  ],
  [
    'but not the comment above',
    's {\n  # all of these\n  a;\n  b;\n}\n',
    (t) => removeDirective(find(t, 'a')),
    's {\n  # all of these\n  b;\n}\n',
  ],
  [
    'one of two blank lines that meet',
    'a;\n\nb;\n\nc;\n',
    (t) => removeDirective(find(t, 'b')),
    'a;\n\nc;\n',
  ],
  [
    'the blank line behind the first',
    's {\n  a;\n\n  b;\n}\n',
    (t) => removeDirective(find(t, 'a')),
    's {\n  b;\n}\n',
  ],
  [
    'the blank line before the last',
    's {\n  a;\n\n  b;\n}\n',
    (t) => removeDirective(find(t, 'b')),
    's {\n  a;\n}\n',
  ],
  ['the only one on one line', 's { a; }', (t) => removeDirective(find(t, 'a')), 's { }'],
  ['one without spaces', 's {a;}', (t) => removeDirective(find(t, 'a')), 's {}'],
  ['the first of a line', '  a; b;\n', (t) => removeDirective(find(t, 'a')), '  b;\n'],
  ['the last of a line', '  a; b;\n', (t) => removeDirective(find(t, 'b')), '  a;\n'],
  [
    'the last line of a file without a break',
    'a;\r\nb;',
    (t) => removeDirective(find(t, 'b')),
    'a;',
  ],
  [
    'a block',
    's {\n  l {\n    a;\n  } # end\n  b;\n}\n',
    (t) => removeDirective(find(t, 'l')),
    's {\n  b;\n}\n',
  ],
  ['a directive over lines', 'f a\n  b;\nc;\n', (t) => removeDirective(find(t, 'f')), 'c;\n'],
];

describe('inserts', () => {
  test.each(inserting)('%s', (_, before, edit, expected) => {
    expect(after(before, edit)).toBe(expected);
  });
});

describe('replaces', () => {
  test.each(changing)('%s', (_, before, edit, expected) => {
    expect(after(before, edit)).toBe(expected);
  });

  test('an argument, as UTF-8 where the text is bytes', () => {
    const { tree } = parse(new TextEncoder().encode('name a b;'));
    const [argument] = find(tree, 'name').args;
    if (argument === undefined) throw new Error('no argument');
    const outcome = applyEdits(tree.source.chars, replaceArgument(tree, argument, 'ä'));
    expect(outcome).toMatchObject({ text: 'name \xc3\xa4 b;' });
  });
});

describe('removes', () => {
  test.each(removing)('%s', (_, before, edit, expected) => {
    expect(after(before, edit)).toBe(expected);
  });
});

test('leaves every other byte as it was', () => {
  const before = ' a\t; #\xff\r\n{;}}"x"y\ns { b;\n}\n';
  const { tree } = parse(before);
  const outcome = applyEdits(before, insertAfter(find(tree, 'b'), 'x;'));
  expect(outcome).toMatchObject({ text: before.replace('b;', 'b; x;') });
});

test('refuses two removals that claim the same space', () => {
  const { tree } = parse('a; b;\n');
  const edits = [...removeDirective(find(tree, 'a')), ...removeDirective(find(tree, 'b'))];
  expect(applyEdits(tree.source.chars, edits)).toMatchObject({ applied: false });
});
