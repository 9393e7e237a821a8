import type { Model } from '../../nginx/model/index.ts';
import type { Edit, Span } from '../../nginx/syntax/index.ts';
import type { FileCopy, Line, PlacedIn } from './line.ts';
import { lineBreaksOf } from './private-text.ts';

/** What of a configuration could not be kept true in the sandbox, and what follows from that. */
export interface Unkept {
  /** As reports name it; null where no line stands for it. */
  readonly file: string | null;
  readonly line: number | null;
  /** A sentence. */
  readonly text: string;
}

/** The edits of a sandbox as they are gathered: no file is touched, and every line keeps its number. */
export class Rewriting {
  readonly model: Model;
  private readonly edits = new Map<FileCopy, Edit[]>();
  private readonly notes = new Map<string, Unkept>();
  private names = 0;

  constructor(model: Model) {
    this.model = model;
  }

  /** Each once, however often its file is read. */
  get unkept(): readonly Unkept[] {
    return [...this.notes.values()];
  }

  editsOf(copy: FileCopy): readonly Edit[] {
    return this.edits.get(copy) ?? [];
  }

  /** A name that nothing else in the sandbox has. */
  ownName(what: string): string {
    this.names += 1;
    return `fairlead_${what}_${this.names}`;
  }

  replace({ copy }: PlacedIn, span: Span, text: string): void {
    const edits = this.edits.get(copy);
    if (edits === undefined) this.edits.set(copy, [{ span, text }]);
    else edits.push({ span, text });
  }

  /** Puts directives in the place of one, on its first line. */
  replaceDirective(line: PlacedIn, text: string): void {
    const { directive } = line;
    this.replace(line, directive.span, `${text}${lineBreaksOf(directive)}`);
  }

  /** Leaves a directive out without a word: it means nothing to a request. */
  leaveOut(line: PlacedIn): void {
    this.replaceDirective(line, '');
  }

  /** Leaves a directive out and says what is therefore not shown. */
  giveUp(line: Line, text: string): void {
    this.leaveOut(line);
    this.note(line, text);
  }

  /** Adds directives as the first in a block, on the line of its `{`. */
  addInside(line: PlacedIn, text: string): void {
    const { block, headSpan } = line.directive;
    if (block === undefined || text === '') return;
    const { end } = headSpan;
    this.replace(line, { start: end, end }, ` ${text}`);
  }

  note({ file, directive }: Line, text: string): void {
    const { line } = file.source.position(directive.nameSpan.start);
    this.notes.set(`${file.path}:${line} ${text}`, { file: file.name, line, text });
  }
}
