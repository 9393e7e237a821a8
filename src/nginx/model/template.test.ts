import { expect, test } from 'vitest';
import { hasVariables, parseTemplate } from './template.ts';

function parts(text: string): string[] {
  return parseTemplate(text).map((part) => {
    if (part.kind === 'variable') return `variable ${part.name}`;
    return part.kind === 'capture' ? `capture ${part.number}` : `${part.kind} ${part.text}`;
  });
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are nginx's variables
test.each([
  ['', []],
  ['text', ['text text']],
  ['$scheme://${host}/x', ['variable scheme', 'text ://', 'variable host', 'text /x']],
  ['$Host_1-a', ['variable Host_1', 'text -a']],
  ['${a}b$c', ['variable a', 'text b', 'variable c']],
  ['$1$23', ['capture 1', 'capture 2', 'text 3']],
  ['${1}', ['capture 1']],
  ['${12}', ['variable 12']],
  ['$0', ['variable 0']],
  ['a$', ['text a', 'broken $']],
  ['$-a', ['broken $-', 'text a']],
])('%j', (text, expected) => {
  expect(parts(text)).toEqual(expected);
});

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: these are nginx's variables

test('a text has variables as soon as there is a $', () => {
  expect(['/a', '/$a', '$1'].map(hasVariables)).toEqual([false, true, true]);
});
