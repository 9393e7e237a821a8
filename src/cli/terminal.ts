import { coloured, type Paint, plain } from '../report/paint.ts';

const DEFAULT_COLUMNS = 100;
const WIDEST = 120;
const NARROWEST = 60;

/** Where answers go, and how they may look there. */
export interface Terminal {
  readonly columns: number;
  readonly paint: Paint;
  /** Writes lines of the answer to stdout. */
  print(text: string): void;
  /** Writes a line of progress or news to stderr. */
  tell(text: string): void;
}

/** The terminal, pipe or file that we were started with. Colour honours `NO_COLOR` (no-color.org). */
export function openTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  // Who reads only the beginning of our answer is no error of ours.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const wantsColour = stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return {
    columns: Math.max(NARROWEST, Math.min(stdout.columns ?? DEFAULT_COLUMNS, WIDEST)),
    paint: wantsColour ? coloured : plain,
    print: (text) => stdout.write(`${text}\n`),
    tell: (text) => stderr.write(`${text}\n`),
  };
}
