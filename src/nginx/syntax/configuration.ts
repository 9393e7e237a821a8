import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import type { ProblemCode, Severity } from './problem.ts';
import type { Block, Directive, Tree } from './tree.ts';

/** One file of a configuration, read once however often it is included. */
export interface LoadedFile {
  /** As nginx opens it. */
  readonly path: string;
  /** Relative to the folder of the main file where it lies in it; for people. */
  readonly name: string;
  /** Where the text really is when `path` is a symbolic link. */
  readonly realPath: string | undefined;
  readonly source: SourceText;
  readonly tree: Tree;
  /** What its text includes, each by the `nameToken` of the directive. */
  readonly includes: ReadonlyMap<number, Include>;
}

/** An `include`, and what it brings. */
export interface Include {
  /** Of the directive. */
  readonly span: Span;
  /** What is to be included, as nginx takes it. */
  readonly name: string;
  /** In nginx's order; none where nothing could be had. */
  readonly files: readonly LoadedFile[];
}

/** What can be wrong with the files themselves. */
export type LoadProblemCode =
  | 'file-missing'
  | 'file-is-folder'
  | 'file-is-pipe'
  | 'file-is-device'
  | 'file-unreadable'
  | 'file-too-big'
  | 'link-leads-outside'
  | 'include-cycle'
  | 'include-too-deep'
  | 'too-many-files'
  | 'too-many-includes';

/** A problem with its file. Lines and columns count from 1. */
export interface LoadProblem {
  readonly code: ProblemCode | LoadProblemCode;
  readonly severity: Severity;
  readonly message: string;
  /** Undefined where the main file could not be read. */
  readonly file: LoadedFile | undefined;
  /** The file's name, or the path that was asked for. */
  readonly name: string;
  readonly span: Span | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
}

/** A directive at a place where nginx meets it: in a file, and through which includes. */
export interface Placed {
  readonly directive: Directive;
  readonly file: LoadedFile;
  /** The `include` through which nginx came to the file; undefined for the main file. */
  readonly from: Placed | undefined;
}

/** Where a directive stands, for people. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A configuration with all the files it includes. */
export class Configuration {
  /** Undefined where the main file could not be read; the problems say why. */
  readonly main: LoadedFile | undefined;
  /** Every file once, in the order in which nginx first reads them. */
  readonly files: readonly LoadedFile[];
  /** Of all files, and of the includes themselves. */
  readonly problems: readonly LoadProblem[];
  private read: ReadonlySet<string> | undefined;

  constructor(
    main: LoadedFile | undefined,
    files: readonly LoadedFile[],
    problems: readonly LoadProblem[],
  ) {
    this.main = main;
    this.files = files;
    this.problems = problems;
  }

  /** The names of all directives, wherever they stand: most that may be asked for are not among them. */
  get names(): ReadonlySet<string> {
    this.read ??= namesIn(this.files);
    return this.read;
  }

  /**
   * The directives of a block, or of the main file, as nginx meets them: what is included stands where
   * its `include` does.
   */
  children(of?: Placed): Placed[] {
    const file = of?.file ?? this.main;
    const block = of === undefined ? this.main?.tree.root : of.directive.block;
    if (file === undefined || block === undefined) return [];
    const { children } = block;
    if (!children.some(isInclude)) {
      return children.map((directive) => ({ directive, file, from: of?.from }));
    }
    const into: Placed[] = [];
    unfold(block, file, of?.from, into);
    // Just as long as it has to be: what has grown by push has room for 16 more, and is kept.
    return into.slice();
  }
}

function isInclude({ name }: Directive): boolean {
  return name === 'include';
}

function namesIn(files: readonly LoadedFile[]): ReadonlySet<string> {
  const names = new Set<string>();
  // A list instead of recursion: blocks may nest deeper than the stack reaches.
  const open = files.flatMap(({ tree }) => (tree.mould === undefined ? tree.root : []));
  for (let block = open.pop(); block !== undefined; block = open.pop()) {
    for (const directive of block.children) {
      names.add(directive.name);
      if (directive.block !== undefined) open.push(directive.block);
    }
  }
  return names;
}

export function placeOf({ directive, file }: Placed): Place {
  const { line, column } = file.source.position(directive.nameSpan.start);
  return { file: file.name, line, column };
}

// Includes are no deeper than the limit that they were loaded with, so recursion is safe here.
function unfold(block: Block, file: LoadedFile, from: Placed | undefined, into: Placed[]): void {
  for (const directive of block.children) {
    const placed = { directive, file, from };
    const included = isInclude(directive)
      ? file.includes.get(directive.nameToken)?.files
      : undefined;
    if (included === undefined) into.push(placed);
    else for (const other of included) unfold(other.tree.root, other, placed, into);
  }
}
