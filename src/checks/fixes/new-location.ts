import { insertBefore, insertLast, type Placed } from '../../nginx/syntax/index.ts';
import type { Fix, SocketPath } from '../configuration.ts';
import { everyLocation } from '../socket-locations.ts';
import { urlParts } from '../url-parts.ts';
import { connectionVariable } from './connection-variable.ts';

/**
 * A location of its own for the path of a handshake that none proxies, in front of the one that took it.
 * It goes to the one backend of the server, which is a guess: so it is never safe. Undefined where the
 * server has several backends, or none.
 */
export function newLocationFix(path: SocketPath, serving: Placed): Fix | undefined {
  const server = path.handshake.arrival.choice?.server.level;
  const block = server?.placed?.directive.block;
  const connection = connectionVariable(path);
  if (server?.placed === undefined || block === undefined) return undefined;
  const backends = new Set(
    [...everyLocation(server)].flatMap(({ level }) => level.named('proxy_pass')).map(backendOf),
  );
  const [backend] = backends;
  const name = nameFor(path.handshake.request.target);
  if (backends.size !== 1 || !backend || name === undefined) return undefined;
  const text = [
    `location ${name} {`,
    `    proxy_pass ${backend};`,
    '    proxy_http_version 1.1;',
    '    proxy_set_header Upgrade $http_upgrade;',
    `    proxy_set_header Connection ${connection.variable};`,
    '    proxy_set_header Host $http_host;',
    '}',
  ].join('\n');
  const isBeside = serving.directive.parent === block;
  const inserted = isBeside ? insertBefore(serving.directive, text) : insertLast(block, text);
  const { file } = server.placed;
  return {
    title: `Proxy ${name} to ${backend}`,
    safe: false,
    edits: [...connection.edits(), ...inserted.map((edit) => ({ file, edit }))],
  };
}

/** The scheme and the host; empty where variables are in it. */
function backendOf(line: Placed): string {
  const { scheme, authority } = urlParts(line);
  return scheme === '' || authority.includes('$') ? '' : `${scheme}://${authority}`;
}

/** The first part of the path, with its slash where more follows; undefined for `/` itself. */
function nameFor(target: string): string | undefined {
  return /^\/[\w.~-]+\/?/.exec(target)?.[0];
}
