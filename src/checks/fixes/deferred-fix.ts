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
  return new DeferredFix(title, isSafe, lazily(makeEdits));
}

// A class, as an object with getters takes V8 far longer to make.
class DeferredFix implements Fix {
  readonly title: string;
  private readonly isSafe: () => boolean;
  private readonly makeEdits: () => readonly FileEdit[];

  constructor(title: string, isSafe: () => boolean, makeEdits: () => readonly FileEdit[]) {
    this.title = title;
    this.isSafe = isSafe;
    this.makeEdits = makeEdits;
  }

  get safe(): boolean {
    return this.isSafe();
  }

  get edits(): readonly FileEdit[] {
    return this.makeEdits();
  }
}
