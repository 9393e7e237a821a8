import { type Argument, type Placed, replaceArgument } from '../nginx/syntax/index.ts';
import type { Fix } from './configuration.ts';

/** A word of a line. */
interface PlacedWord {
  readonly line: Placed;
  readonly word: Argument;
}

/**
 * What to write where a path is put together as `/$1`, and the group of the expression takes in the slash
 * before the rest of the path: two slashes arrive. Undefined where it is not put together like that.
 */
export function slashOfGroup(
  expression: PlacedWord,
  text: PlacedWord,
): { readonly cure: string; readonly fix: Fix | undefined } | undefined {
  const pattern = expression.word.value;
  const joined = text.word.value;
  const [, before = '', group = ''] = /^([^()]*)\(((?!\?)[^()]*)\)/.exec(pattern) ?? [];
  if (!joined.includes('/$1') || group === '') return undefined;
  if (group.startsWith('/')) {
    const changed = joined.replace('/$1', '$1');
    const cure = `$1 begins with a slash itself: write ${changed} in the place of ${joined}.`;
    return { cure, fix: wordFix(text, changed) };
  }
  const changed = pattern.replace(`${before}(`, `${before.replace(/\/\??$/, '')}/?(`);
  const cure = `$1 takes in the slash behind ${before.replace(/^\^/, '')}: write ${changed} in the place of ${pattern}.`;
  return { cure, fix: wordFix(expression, changed) };
}

function wordFix(
  { line: { directive, file }, word }: PlacedWord,
  changed: string,
): Fix | undefined {
  if (word.quoted) return undefined;
  const edits = replaceArgument(directive.tree, word, changed);
  return {
    title: `Write ${changed} in the ${directive.name}`,
    safe: true,
    edits: edits.map((edit) => ({ file, edit })),
  };
}
