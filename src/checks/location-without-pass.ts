import type { Level, Location } from '../nginx/model/index.ts';
import { insertFirst, type Placed } from '../nginx/syntax/index.ts';
import type { ConfigProblem, SocketPath } from './configuration.ts';
import { everyLocation } from './socket-locations.ts';
import { urlParts } from './url-parts.ts';

/**
 * A location that was to proxy and has no `proxy_pass`: lines in it speak of proxying, or the location
 * around it proxies, and nothing in it speaks of files or of an answer.
 */
export function locationWithoutPass(
  { handshake }: SocketPath,
  at: Placed,
): Pick<ConfigProblem, 'at' | 'message' | 'related' | 'fix'> | undefined {
  const server = handshake.arrival.choice?.server.level;
  const location = server && [...everyLocation(server)].find(({ placed }) => placed === at);
  if (location === undefined || isForFiles(location.level)) return undefined;
  const around = passAround(location);
  const isToProxy = location.level.lines.some(({ directive }) => /^proxy_/.test(directive.name));
  if (around === undefined && !isToProxy) return undefined;
  const [argument] = around?.directive.args ?? [];
  const isWhole = around !== undefined && urlParts(around).path === '';
  const line = isWhole && argument !== undefined ? `proxy_pass ${argument.raw};` : undefined;
  const { block } = at.directive;
  return {
    at,
    message: `location ${location.pattern} has no proxy_pass${around === undefined ? '' : ', and that of the location around it is not handed down'}, so nginx looks for a file. Write ${line ?? 'a proxy_pass'} in it.`,
    related: around === undefined ? [] : [{ at: around, message: 'not handed down' }],
    fix:
      line === undefined || block === undefined
        ? undefined
        : {
            title: `Write ${line.slice(0, -1)} in location ${location.pattern}`,
            safe: false,
            edits: insertFirst(block, line).map((edit) => ({ file: at.file, edit })),
          },
  };
}

/** Whether a location sets an upgrade up by lines of its own, and nothing that could take it to a backend. */
export function lacksPass({ level }: Location): boolean {
  const headers = level.named('proxy_set_header');
  const setsUp = headers.some(({ directive }) => /^upgrade$/i.test(directive.args[0]?.value ?? ''));
  return setsUp && level.named('location').length === 0 && !isForFiles(level);
}

function isForFiles({ lines }: Level): boolean {
  return lines.some(({ directive }) =>
    /^(?:root|alias|index|autoindex|try_files|return|rewrite|error_page|if|expires|\w+_pass)$/.test(
      directive.name,
    ),
  );
}

function passAround({ level }: Location): Placed | undefined {
  const { parent } = level;
  return parent?.context === 'location' ? parent.named('proxy_pass').at(-1) : undefined;
}
