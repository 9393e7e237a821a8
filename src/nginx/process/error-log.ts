import { readRange, sizeOf } from './file-range.ts';
import { type LoggedMessage, parseMessages } from './log-message.ts';

/** Reads what is written to a log from now on. */
export interface LogReader {
  /** The messages since the last call; lines that are not complete yet are left for the next. */
  read(): Promise<LoggedMessage[]>;
}

/** Begins to read at the present end of a log, which need not exist yet. */
export async function readFromEnd(file: string): Promise<LogReader> {
  let offset = await sizeOf(file);
  let rest = '';
  return {
    async read() {
      const size = await sizeOf(file);
      // A rotated log begins anew.
      if (size < offset) offset = 0;
      if (size === offset) return [];
      const text = rest + (await readRange(file, offset, size));
      offset = size;
      const end = text.lastIndexOf('\n') + 1;
      rest = text.slice(end);
      return parseMessages(text.slice(0, end));
    },
  };
}
