/** One directive of a made configuration; it is text only when it is printed. */
export interface Directive {
  /** Name and arguments as they are written, quotes included. */
  readonly words: string;
  readonly block?: readonly Directive[];
  /** What an `include` brings, in files of their own. */
  readonly files?: readonly IncludedFile[];
}

/** A file that an `include` brings. */
export interface IncludedFile {
  readonly path: string;
  readonly body: readonly Directive[];
}

/** A simple directive. */
export function line(words: string): Directive {
  return { words };
}

/** A directive with a block. */
export function block(words: string, body: readonly Directive[]): Directive {
  return { words, block: body };
}

/** The directive's name. */
export function nameOf({ words }: Directive): string {
  return /^\S+/.exec(words)?.[0] ?? '';
}

/** How many directives there are, in blocks and included files too. */
export function countDirectives(body: readonly Directive[]): number {
  return body.reduce((sum, { block: inner, files }) => {
    const included = (files ?? []).reduce((all, file) => all + countDirectives(file.body), 0);
    return sum + 1 + countDirectives(inner ?? []) + included;
  }, 0);
}
