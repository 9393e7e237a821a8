import { lazily } from '../../nginx/model/derived/lazily.ts';
import type { FileEdit, Fix } from '../configuration.ts';

/** A fix whose edits are made when they are asked for: of the many that are shown, few are applied. */
export function deferredFix(
  title: string,
  safe: boolean,
  makeEdits: () => readonly FileEdit[],
): Fix {
  const edits = lazily(makeEdits);
  return {
    title,
    safe,
    get edits() {
      return edits();
    },
  };
}
