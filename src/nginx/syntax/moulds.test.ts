import { describe, expect, test } from 'vitest';
import { SourceText } from '../../text/source-text.ts';
import { Moulds } from './moulds.ts';
import { type Parsed, parse } from './parse.ts';
import { print } from './print.ts';
import type { Block } from './tree.ts';

const SITE = `# site 0321
upstream app0321 { server 127.0.0.1:20963 max_fails=2; }
server {
  listen 80; server_name "app0321.example.com" 'b\\"0';
  location ~ "^/v1/\\d{2}$" { proxy_pass http://app0321; } # 7
  map $uri $x { default 0; /a 1; }
}`;

/** All that can be asked of a block. */
function contentsOf(block: Block): unknown {
  const { span, openToken, closeToken, foreign } = block;
  const children = block.children.map((child) => ({
    ...{ name: child.name, nameSpan: child.nameSpan, headSpan: child.headSpan, span: child.span },
    ...{ argumentCount: child.argumentCount, isEnded: child.isEnded },
    args: child.args.map(({ raw, value, quoted, span: at }) => ({ raw, value, quoted, at })),
    isItsOwn: child.parent === block && child.tree === block.tree,
    block: child.block && contentsOf(child.block),
  }));
  return { span, openToken, closeToken, foreign, children };
}

function readAfter(first: string, text: string): Parsed {
  const moulds = new Moulds({});
  moulds.parse(SourceText.fromString(first));
  return moulds.parse(SourceText.fromString(text));
}

function expectSameAsParsed(read: Parsed, text: string): void {
  const alone = parse(text);
  expect(contentsOf(read.tree.root)).toEqual(contentsOf(alone.tree.root));
  expect(read.problems).toEqual(alone.problems);
  expect(print(read.tree)).toBe(text);
}

test('a text that differs in digits alone is cast, and reads as if it had been parsed', () => {
  const text = SITE.replaceAll('0321', '9870').replace(':20963', ':11111').replace('# 7', '# 1');
  const read = readAfter(SITE, text);
  expect(read.tree.mould).toBeDefined();
  expectSameAsParsed(read, text);
});

describe('is parsed by itself', () => {
  test.each([
    ['more digits', SITE, SITE.replaceAll('0321', '10321')],
    ['digits in another place', 'a 1 22;', 'a 22 1;'],
    ['a tab where nine digits are', 'a b\tc;', 'a b123456789c;'],
    ['what counts digits where one is', 'a b12;', 'a b1;'],
    ['digits in the name of a directive', 'map $a $b { h1 x; }', 'map $a $b { h2 x; }'],
    ['the same problem as the first', 'a 1\n}', 'a 2\n}'],
    ['more text than anybody writes twice', `a ${'1'.repeat(70_000)};`, `a ${'2'.repeat(70_000)};`],
  ])('%s', (_, first, text) => {
    const read = readAfter(first, text);
    expect(read.tree.mould).toBeUndefined();
    expectSameAsParsed(read, text);
  });

  test('a string after bytes', () => {
    const moulds = new Moulds({});
    moulds.parse(SourceText.fromByteString('a 1;'));
    expect(moulds.parse(SourceText.fromString('a 2;')).tree.mould).toBeUndefined();
  });
});
