/** How a piece of text weighs on the reader; never the only carrier of a meaning. */
export type Tone = 'good' | 'bad' | 'warn' | 'quiet' | 'strong';

/** Gives text its tone, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

/** For pipes, files and `NO_COLOR`. */
export const plain: Paint = (_tone, text) => text;

/** SGR codes of ECMA-48: on, and off again. */
const CODES: Record<Tone, readonly [on: number, off: number]> = {
  good: [32, 39],
  bad: [31, 39],
  warn: [33, 39],
  quiet: [2, 22],
  strong: [1, 22],
};

/** For terminals. */
export const coloured: Paint = (tone, text) => {
  const [on, off] = CODES[tone];
  return `\u001b[${on}m${text}\u001b[${off}m`;
};
