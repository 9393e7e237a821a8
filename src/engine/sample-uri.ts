import { matchingTexts } from './matching-texts.ts';

/** A regular expression that paths are compared with. */
export interface PathPattern {
  readonly name: string;
  readonly caseless: boolean;
  /** What every path begins with that comes there: the name of the prefix around; empty for none. */
  readonly under: string;
}

/**
 * Paths that an expression matches, one for each of its alternatives as far as such can be made, and
 * those first that say no more than they must: `^/(api|ws)/(.*)$` gives `/api/`, `/ws/`, `/api/a`, `/ws/a`.
 */
export function samplesOf({ name, caseless, under }: PathPattern): string[] {
  const whole = (text: string): string => pathOf(text, under);
  return matchingTexts(name, { caseless, whole, isRight: isReadAsIs });
}

function pathOf(text: string, under: string): string {
  const path = text.startsWith('/') ? text : `${beginFor(text)}${text}`;
  return path.startsWith(under) ? path : `${under.replace(/\/$/, '')}${path}`;
}

/** What goes before a text that may stand anywhere: an ending, such as `.json`, is that of something. */
function beginFor(text: string): string {
  return text.startsWith('.') ? '/a' : '/';
}

/** Whether nginx compares a path as it was sent: nothing to decode, to resolve or to merge is in it. */
function isReadAsIs(path: string): boolean {
  return /^[\w\-.~!$&'()*+,;=:@/]+$/.test(path) && !/\/(?:\/|\.\.?(?:\/|$))/.test(path);
}
