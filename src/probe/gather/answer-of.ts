import type { Answer } from '../lab-evidence.ts';

/** Nothing but status and detail of what tells more. */
export function answerOf({ status, detail }: Answer): Answer {
  return { status, detail };
}
