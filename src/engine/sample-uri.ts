import { compilePcre, type ParsedPattern, parsePattern } from '../nginx/model/regex/index.ts';
import { patternTexts, type Taste } from './pattern-texts.ts';

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
  const regex = compilePcre(name, { caseless });
  if (regex.kind !== 'regex') return [];
  const parsed = parsePattern(name, caseless);
  for (const texts of [usualTexts(parsed), lastTexts(parsed)]) {
    const paths = texts.map((text) => pathOf(text, under));
    const samples = paths.filter((path) => isReadAsIs(path) && regex.exec(path) !== null);
    if (samples.length > 0) return [...new Set(samples)].slice(0, MOST_SAMPLES);
  }
  return [];
}

const MOST_SAMPLES = 8;

const SHORT: Taste = { letter: 'a', isFull: false, looks: false };

function usualTexts(parsed: ParsedPattern): string[] {
  return [SHORT, { ...SHORT, isFull: true }].flatMap((taste) => patternTexts(parsed, taste));
}

/** What is tried where a lookaround refuses all of the usual: other letters, and more of them. */
function lastTexts(parsed: ParsedPattern): string[] {
  const texts: string[] = [];
  for (const looks of [true, false]) {
    for (const letter of ['a', 'x', '1']) {
      for (const isFull of [false, true]) {
        texts.push(...patternTexts(parsed, { letter, isFull, looks }));
      }
    }
  }
  return [...texts, ...texts.map((text) => `${text}x`)];
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
