import { isFlagOn } from '../nginx/model/flags.ts';
import type { Trace } from '../nginx/model/index.ts';
import { replaceArgument } from '../nginx/syntax/index.ts';
import type { ConfigProblem } from './configuration.ts';
import { rewriteStep } from './rewritten-wrong.ts';

/** Two slashes, of which the second is neither optional nor repeated. */
const TWO_SLASHES = /\/\/(?![?*{])/;

/**
 * A `rewrite` around a handshake that can match nothing: it wants two slashes in a row, of which nginx
 * has made one before (`merge_slashes`), so that what it was to cut off arrives at the backend.
 */
export function* unmatchableRewrite(handshake: Trace): Generator<ConfigProblem> {
  const { exchange, passing, request } = handshake;
  if (exchange === undefined || passing?.request === undefined) return;
  const rewrites = exchange.level.named('rewrite');
  // Behind another rewrite there may be two.
  if (rewrites.length === 0 || rewriteStep(handshake) !== undefined) return;
  if (!isFlagOn(exchange.server, 'merge_slashes', true)) return;
  for (const at of rewrites) {
    const { directive, file } = at;
    const [expression] = directive.args;
    if (expression === undefined || !TWO_SLASHES.test(expression.value)) continue;
    const text = expression.value.replace(/\/{2,}/g, '/');
    yield {
      at,
      message: `This rewrite matches nothing: it wants two slashes in a row, and nginx makes one of them (merge_slashes) before it looks. The backend gets ${passing.request.uri.text ?? request.target}, and answers 404. Write ${text}.`,
      fix: expression.quoted
        ? undefined
        : {
            title: `Match ${text}`,
            safe: true,
            edits: replaceArgument(directive.tree, expression, text).map((edit) => ({
              file,
              edit,
            })),
          },
    };
  }
}
