import { type Level, type Location, Locations } from '../../nginx/model/index.ts';
import { type Block, insertBefore, insertLast, type Placed } from '../../nginx/syntax/index.ts';
import type { FileEdit, Fix, SocketPath } from '../configuration.ts';
import { everyLocation, socketLocations } from '../socket-locations.ts';
import { urlParts } from '../url-parts.ts';
import { connectionVariable } from './connection-variable.ts';
import { copiedLocation } from './copied-location.ts';
import { deferredFix } from './deferred-fix.ts';

/**
 * A location of its own for the path of a handshake that none proxies, in front of the one that took it.
 * It goes to the one backend of the server, and has the lines of its location for sockets where one can
 * be copied. Which backend is meant is a guess: so it is never safe. Undefined where the server has
 * several backends, or none.
 */
export function newLocationFix(path: SocketPath, serving: Placed): Fix | undefined {
  const server = path.handshake.arrival.choice?.server.level;
  const block = server?.placed?.directive.block;
  if (server?.placed === undefined || block === undefined) return undefined;
  const sockets = socketLocations(server);
  const passing = sockets.length > 0 ? sockets : [...everyLocation(server)];
  const backends = new Set(
    passing.flatMap(({ level }) => level.named('proxy_pass')).map(backendOf),
  );
  const [backend] = backends;
  const name = nameFor(path.handshake.request.target);
  if (backends.size !== 1 || !backend || name === undefined) return undefined;
  // nginx refuses two of the same name.
  if (Locations.of(server).all.some((location) => location.name === name)) return undefined;
  const { file } = server.placed;
  const inserted = (text: string): FileEdit[] => {
    const isBeside = serving.directive.parent === block;
    const edits = isBeside ? insertBefore(serving.directive, text) : insertLast(block, text);
    return edits.map((edit) => ({ file, edit }));
  };
  return deferredFix(
    `Proxy ${name} to ${backend}`,
    () => false,
    () => {
      const like = sockets.find((one) => isCopyable(one, block, name));
      const copied = like && copiedLocation(like, name);
      if (copied !== undefined) return inserted(copied);
      const { variable, edits } = connectionVariable(path);
      return [...edits(), ...inserted(socketLocation(name, backend, variable))];
    },
  );
}

function socketLocation(name: string, backend: string, connection: string): string {
  return [
    `location ${name} {`,
    `    proxy_pass ${backend};`,
    '    proxy_http_version 1.1;',
    '    proxy_set_header Upgrade $http_upgrade;',
    `    proxy_set_header Connection ${connection};`,
    '    proxy_set_header Host $http_host;',
    '}',
  ].join('\n');
}

/** Whether its lines mean the same under the name, and it is in the server itself. */
function isCopyable(
  { level, kind, placed, name }: Location,
  block: Block,
  wanted: string,
): boolean {
  const [line] = level.named('proxy_pass');
  if (kind === 'regex' || placed.directive.parent !== block || line === undefined) return false;
  const { path } = urlParts(line);
  const endsAlike = name.endsWith('/') && path.endsWith('/') && wanted.endsWith('/');
  return (path === '' || endsAlike) && !changesPath(level);
}

function changesPath(level: Level): boolean {
  return level.lines.some(({ directive }) => /^(?:rewrite|internal)$/.test(directive.name));
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
