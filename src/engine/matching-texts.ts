import { compilePcre, type ParsedPattern, parsePattern } from '../nginx/model/regex/index.ts';
import { patternTexts, type Taste } from './pattern-texts.ts';

/** What texts are made for. */
export interface TextsWanted {
  readonly caseless: boolean;
  /** Makes a whole one of a text that a pattern may find within a longer one. */
  readonly whole: (text: string) => string;
  /** Whether a text is one of its kind. */
  readonly isRight: (text: string) => boolean;
}

/** Texts that a regular expression really matches: the shortest of each alternative first. */
export function matchingTexts(
  pattern: string,
  { caseless, whole, isRight }: TextsWanted,
): string[] {
  const regex = compilePcre(pattern, { caseless });
  if (regex.kind !== 'regex') return [];
  const parsed = parsePattern(pattern, caseless);
  for (const texts of [usualTexts(parsed), lastTexts(parsed)]) {
    const samples = texts.map(whole).filter((text) => isRight(text) && regex.exec(text) !== null);
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
