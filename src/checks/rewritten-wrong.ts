import type { Trace } from '../nginx/model/index.ts';
import { type Placed, replaceArgument } from '../nginx/syntax/index.ts';
import type { Fix } from './configuration.ts';

/** A path that a `rewrite` has spoilt. */
export interface RewrittenWrong {
  readonly at: Placed;
  /** What backends answer to it. */
  readonly answer: 400 | 404;
  /** What is wrong with it: `with a doubled slash`. */
  readonly fault: string;
  readonly cure: string;
  readonly fix: Fix | undefined;
}

/** Undefined where no rewrite did it: joining with the path of `proxy_pass` goes wrong as well. */
export function rewrittenWrong(handshake: Trace): RewrittenWrong | undefined {
  const at = rewriteStep(handshake);
  const { exchange, passing, request } = handshake;
  if (at === undefined || exchange === undefined || passing === undefined) return undefined;
  const { uri } = exchange;
  if (!uri.startsWith('/')) {
    const fault = 'without the slash at its start';
    const cure = 'Begin what the rewrite puts in with a slash.';
    return { at, answer: 400, fault, cure, fix: undefined };
  }
  if (!uri.includes('//') || request.target.includes('//')) return undefined;
  return { at, answer: 404, fault: 'with a doubled slash', ...cureFor(at) };
}

/** The last `rewrite` that changed the path. */
export function rewriteStep({ steps }: Trace): Placed | undefined {
  return steps.findLast(({ kind, at }) => kind === 'rewrite' && at?.directive.name === 'rewrite')
    ?.at;
}

/** `/$1` has two slashes where the group takes in the slash before the rest of the path. */
function cureFor(line: Placed): Pick<RewrittenWrong, 'cure' | 'fix'> {
  const [expression, text] = line.directive.args;
  const [, before = '', group = ''] =
    /^([^()]*)\(((?!\?)[^()]*)\)/.exec(expression?.value ?? '') ?? [];
  const isJoined = text?.value.includes('/$1') === true;
  if (expression === undefined || text === undefined || !isJoined || group === '') {
    return { cure: 'Take one of the two slashes out of what the rewrite puts in.', fix: undefined };
  }
  if (group.startsWith('/')) {
    const changed = text.value.replace('/$1', '$1');
    const cure = `$1 begins with a slash itself: write ${changed} in the place of ${text.value}.`;
    return { cure, fix: wordFix(line, text, changed) };
  }
  const changed = expression.value.replace(`${before}(`, `${before.replace(/\/\??$/, '')}/?(`);
  const cure = `$1 takes in the slash behind ${before.replace(/^\^/, '')}: write ${changed} in the place of ${expression.value}.`;
  return { cure, fix: wordFix(line, expression, changed) };
}

function wordFix(
  { directive, file }: Placed,
  word: Parameters<typeof replaceArgument>[1],
  changed: string,
): Fix | undefined {
  if (word.quoted) return undefined;
  const edits = replaceArgument(directive.tree, word, changed);
  return {
    title: `Write ${changed} in the rewrite`,
    safe: true,
    edits: edits.map((edit) => ({ file, edit })),
  };
}
