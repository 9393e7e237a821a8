import type { Level } from '../../nginx/model/index.ts';
import {
  insertAfter,
  insertFirst,
  type Placed,
  replaceArgument,
} from '../../nginx/syntax/index.ts';
import type { FileEdit, Fix, SocketPath } from '../configuration.ts';
import { deferredFix } from './deferred-fix.ts';
import { bringerOf, headerLevel, isShared } from './place.ts';

/**
 * Gives a directive with one argument, such as `proxy_read_timeout`, a value in the location of a path:
 * the location's own line is changed, and where it has none, one is written behind its `proxy_pass`.
 * Safe unless it changes a snippet that others include, too, or `safe` says otherwise. Undefined where
 * no location is in charge.
 */
export function settingFix(
  path: SocketPath,
  title: string,
  name: string,
  value: string,
  options: { readonly safe?: boolean } = {},
): Fix | undefined {
  const level = headerLevel(path);
  if (level === undefined) return undefined;
  return deferredFix(
    title,
    () => (options.safe ?? true) && staysHere(path, level, level.last(name)),
    () => settingEdits(level, name, value),
  );
}

/** Whether a change of the line reaches nothing but this level; a new line does not either. */
function staysHere({ model }: SocketPath, level: Level, line: Placed | undefined): boolean {
  if (line === undefined || bringerOf(level, line) === line) return true;
  return !isShared(model.configuration, line.file);
}

/** The edits alone. */
export function settingEdits(level: Level, name: string, value: string): FileEdit[] {
  const line = level.last(name);
  if (line === undefined)
    return insertedBehind(level, level.last('proxy_pass'), `${name} ${value};`);
  const { directive, file } = line;
  const [argument] = directive.args;
  if (argument === undefined) return [];
  return replaceArgument(directive.tree, argument, value).map((edit) => ({ file, edit }));
}

/**
 * Text behind a line of a level; behind the `include` where one brings the line, so that the snippet
 * stays as it is. As the first of the level where there is no such line.
 */
export function insertedBehind(level: Level, line: Placed | undefined, text: string): FileEdit[] {
  const { placed } = level;
  const block = placed?.directive.block;
  if (placed === undefined || block === undefined) return [];
  const anchor = line && bringerOf(level, line)?.directive;
  const edits = anchor === undefined ? insertFirst(block, text) : insertAfter(anchor, text);
  return edits.map((edit) => ({ file: placed.file, edit }));
}
