import type { Trace } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import type { Fix } from './configuration.ts';
import { slashOfGroup } from './slash-of-group.ts';

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

function cureFor(line: Placed): Pick<RewrittenWrong, 'cure' | 'fix'> {
  const [expression, text] = line.directive.args;
  const joined =
    expression && text && slashOfGroup({ line, word: expression }, { line, word: text });
  return (
    joined ?? {
      cure: 'Take one of the two slashes out of what the rewrite puts in.',
      fix: undefined,
    }
  );
}
