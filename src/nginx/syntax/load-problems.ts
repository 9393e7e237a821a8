import type { Span } from '../../text/span.ts';
import type { LoadedFile, LoadProblem, LoadProblemCode } from './configuration.ts';
import type { Problem, Severity } from './problem.ts';

/** An `include`, in the file where it stands. */
export interface IncludeSite {
  readonly file: LoadedFile;
  readonly span: Span;
}

/** Collects what is wrong with a configuration's files, each with its place. */
export class LoadProblems {
  private readonly found: LoadProblem[] = [];

  /** `site`: the include to blame; undefined for the main file, which is then named by `path`. */
  add(
    code: LoadProblemCode,
    site: IncludeSite | undefined,
    path: string,
    message: string,
    severity: Severity = 'error',
  ): void {
    if (this.found.length >= listed) return;
    if (site === undefined) {
      const nowhere = { file: undefined, span: undefined, line: undefined, column: undefined };
      this.found.push({ code, severity, message, name: path, ...nowhere });
      return;
    }
    this.place({ code, severity, message, span: site.span }, site.file);
  }

  /** The problems of one file's text. */
  addAll(problems: readonly Problem[], file: LoadedFile): void {
    for (const problem of problems) {
      if (this.found.length < listed) this.place(problem, file);
    }
  }

  all(): readonly LoadProblem[] {
    return this.found;
  }

  private place(
    problem: Omit<Problem, 'code'> & { readonly code: LoadProblem['code'] },
    file: LoadedFile,
  ): void {
    const { line, column } = file.source.position(problem.span.start);
    this.found.push({ ...problem, file, name: file.name, line, column });
  }
}

/** As many problems as anybody would look at; hostile files could make millions. */
const listed = 10_000;
