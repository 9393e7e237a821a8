import type { Model } from '../../nginx/model/index.ts';
import { insertBefore, insertFirst } from '../../nginx/syntax/index.ts';
import type { FileEdit } from '../configuration.ts';
import { firstIn } from './place.ts';

/** Text at http level, in front of the servers or of the `include` that brings them. */
export function insertedAtHttp({ http }: Model, text: string): FileEdit[] | undefined {
  const block = http?.placed?.directive.block;
  if (http?.placed === undefined || block === undefined) return undefined;
  const { file } = http.placed;
  const server = firstIn(http, 'server');
  const edits = server === undefined ? insertFirst(block, text) : insertBefore(server, text);
  return edits.map((edit) => ({ file, edit }));
}

/**
 * The map for `Connection`, under this name. Empty for plain requests, not `close`: that would close
 * every upstream connection after them.
 */
export function connectionMap(variable: string): string {
  return `map $http_upgrade ${variable} {\n    default upgrade;\n    ''      '';\n}`;
}
