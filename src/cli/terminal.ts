import { coloured, type Paint, plain } from '../report/paint.ts';

const DEFAULT_COLUMNS = 100;
const WIDEST = 120;
const NARROWEST = 60;
/** Takes away what stands in a terminal's last line. */
export const CLEAR_LINE = '\r\u001b[2K';

/** What writing to a pipe without a reader, or to a terminal that is gone, fails with. */
const GONE: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EIO']);

/** Where answers go, and how they may look there. */
export interface Terminal {
  readonly columns: number;
  readonly paint: Paint;
  /** Resolves when nobody reads our answer any more: a closed pipe, or a closed window. */
  readonly gone: Promise<void>;
  /** Writes lines of the answer to stdout. */
  print(text: string): void;
  /** Writes a line of progress or news to stderr. */
  tell(text: string): void;
}

/** The terminal, pipe or file that we were started with. Colour honours `NO_COLOR` (no-color.org). */
export function openTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  // Who reads only the beginning of our answer is no error of ours.
  const gone = new Promise<void>((resolve) => {
    stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (!GONE.has(error.code)) throw error;
      resolve();
    });
  });
  stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (!GONE.has(error.code)) throw error;
  });
  const wantsColour = stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return {
    columns: Math.max(NARROWEST, Math.min(stdout.columns ?? DEFAULT_COLUMNS, WIDEST)),
    paint: wantsColour ? coloured : plain,
    gone,
    print: (text) => stdout.write(`${text}\n`),
    tell: (text) => stderr.write(`${text}\n`),
  };
}
