import type { Exchange } from '../exchange.ts';
import type { FileKind } from '../file-facts.ts';
import type { Value } from '../value.ts';

/** What stands at a path; `unknown` where the path itself is not known. */
export function kindOf({ model }: Exchange, path: Value): FileKind {
  return path.text === undefined ? 'unknown' : model.fileFacts(path.text);
}
