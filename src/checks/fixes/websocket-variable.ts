import type { FileEdit, SocketPath } from '../configuration.ts';
import { insertedAtHttp } from './http-level.ts';

/**
 * The variable that is `websocket` for a handshake and empty for any other upgrade, by a new map at http
 * level. Undefined where its name is taken.
 */
export function websocketVariable({
  model,
}: SocketPath): { readonly variable: string; readonly edits: readonly FileEdit[] } | undefined {
  const name = 'websocket_upgrade';
  if (model.derivedVariable(name) !== undefined || model.isSomewhereSet(name)) return undefined;
  const text = `map $http_upgrade $${name} {\n    default   '';\n    websocket websocket;\n}`;
  const edits = insertedAtHttp(model, text);
  return edits && { variable: `$${name}`, edits };
}
