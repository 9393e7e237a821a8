import type { SocketPath } from '../configuration.ts';
import type { ConnectionVariable } from './connection-variable.ts';
import { insertedAtHttp } from './http-level.ts';

/**
 * The variable that is `websocket` for a handshake and empty for any other upgrade, by a new map at http
 * level. Undefined where its name is taken.
 */
export function websocketVariable({ model }: SocketPath): ConnectionVariable | undefined {
  const name = 'websocket_upgrade';
  if (model.derivedVariable(name) !== undefined || model.isSomewhereSet(name)) return undefined;
  const text = `map $http_upgrade $${name} {\n    default   '';\n    websocket websocket;\n}`;
  return { variable: `$${name}`, edits: () => insertedAtHttp(model, text) ?? [] };
}
