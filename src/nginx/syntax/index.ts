export type { Edit, EditOutcome } from '../../text/edit.ts';
export { applyEdits } from '../../text/edit.ts';
export type { Position } from '../../text/source-text.ts';
export { SourceText } from '../../text/source-text.ts';
export type { Span } from '../../text/span.ts';
export type {
  Include,
  LoadedFile,
  LoadProblem,
  LoadProblemCode,
  Place,
  Placed,
} from './configuration.ts';
export { Configuration, placeOf } from './configuration.ts';
export { directiveAt } from './directive-at.ts';
export { diskFiles } from './disk-files.ts';
export type { Dump } from './dump.ts';
export { isDump, readDump } from './dump.ts';
export {
  insertAfter,
  insertBefore,
  insertFirst,
  insertLast,
  removeDirective,
  replaceArgument,
  replaceDirective,
} from './edits.ts';
export type { FileContent, FileFault, FilePort } from './file-port.ts';
export type { LoadLimits, ParseLimits } from './limits.ts';
export { loadLimits, parseLimits } from './limits.ts';
export type { LoadOptions } from './load.ts';
export { load } from './load.ts';
export { objectFiles } from './object-files.ts';
export type { Parsed } from './parse.ts';
export { parse } from './parse.ts';
export { print, printBytes } from './print.ts';
export type { Problem, ProblemCode, Severity } from './problem.ts';
export { TokenKind, tokenNames } from './token.ts';
export type { TokenList } from './token-list.ts';
export type { Argument, Block, Directive, Tree } from './tree.ts';
export { forEachDirective } from './walk.ts';
