import { expect, test } from 'vitest';
import { directiveAt } from './directive-at.ts';
import { parse } from './parse.ts';

test('finds the innermost directive at a place', () => {
  const text = 'a 1; # x\nb {\n  c { d; }\n  e;\n}\n';
  const { tree } = parse(text);
  const found = [...text].map((_, at) => directiveAt(tree, at)?.name ?? '.').join('');
  expect(found).toBe('aaaa.....bbbbbbccccddccbbbeebb.');
});
