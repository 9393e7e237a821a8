import type { Configuration, LoadedFile } from '../nginx/syntax/index.ts';

/** A line is read no further than this: a configuration may be one line of many megabytes. */
const LONGEST = 400;
/** What is shown of such a line before the place that matters. */
const BEFORE = 24;

/** The lines of a configuration's files, by the names that findings call them. */
export class SourceLines {
  private readonly files: ReadonlyMap<string, LoadedFile>;

  constructor({ files }: Pick<Configuration, 'files'>) {
    this.files = new Map(files.map((file) => [file.name, file]));
  }

  /**
   * A line, counted from 1, for people; undefined where there is none. Of one that is very long a part,
   * from a little before the column on.
   */
  text(file: string, line: number, column: number = 1): string | undefined {
    const source = this.files.get(file)?.source;
    const span = source?.lineSpan(line);
    if (source === undefined || span === undefined) return undefined;
    const { start, end } = span;
    const isLong = end - start > LONGEST;
    const from = isLong ? Math.max(start, start + column - 1 - BEFORE) : start;
    const part = source.show(source.chars.slice(from, Math.min(end, from + LONGEST)));
    return from > start ? `…${part}` : part;
  }

  /** What stands from a column on, without the indentation of the line. */
  textFrom(file: string, line: number, column: number): string | undefined {
    const source = this.files.get(file)?.source;
    const span = source?.lineSpan(line);
    if (source === undefined || span === undefined) return undefined;
    const from = span.start + column - 1;
    return source.show(source.chars.slice(from, Math.min(span.end, from + LONGEST)));
  }
}
