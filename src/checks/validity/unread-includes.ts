import type { Configuration, LoadProblem } from '../../nginx/syntax/index.ts';
import { remembered } from '../remembered.ts';

/**
 * Whether nginx may read more than is known here: a file that could not be had, or a pattern with a
 * whole path that nothing matches on this machine. What is declared may then be declared there.
 */
export const hasUnreadIncludes: (configuration: Configuration) => boolean = remembered(
  ({ problems, files }: Configuration) =>
    problems.some((problem) => problem.severity === 'error' && isUnread(problem)) ||
    files.some(({ includes }) =>
      [...includes.values()].some(
        ({ name, files: brought }) => brought.length === 0 && name.startsWith('/'),
      ),
    ),
);

/** Whether it is about what could not be had, and not about what a file says. */
export function isUnread({ code }: LoadProblem): boolean {
  return /^(?:file-|link-|include-|too-many-)/.test(code);
}
