import { lazily } from '../../nginx/model/derived/lazily.ts';
import type { FileEdit, Fix } from '../configuration.ts';

/**
 * A fix that is made when it is asked for: of the many that are found, fewer are shown, and few applied.
 */
export function deferredFix(
  title: string,
  isSafe: () => boolean,
  makeEdits: () => readonly FileEdit[],
): Fix {
  const edits = lazily(makeEdits);
  return {
    title,
    get safe() {
      return isSafe();
    },
    get edits() {
      return edits();
    },
  };
}
