import { variablesBehind } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import type { SocketPath } from './configuration.ts';
import { urlParts } from './url-parts.ts';

/**
 * Whether the host of a `proxy_pass` is a part of the path, where nobody said for which path clients ask:
 * `location ~ ^/node/([^/]+)/` with `proxy_pass http://$1:8080` leads to as many as there are names.
 */
export function isNamedByPath({ intent, model, handshake }: SocketPath, line: Placed): boolean {
  const { location, exchange } = handshake;
  if (intent === 'asked' || location?.kind !== 'regex' || exchange === undefined) return false;
  const regex = model.regex(location.name, location.caseless);
  const groups = regex.kind === 'regex' ? [...regex.names.keys()] : [];
  // nginx takes names of variables without regard to case.
  const captures = new Set(groups.map((name) => name.toLowerCase()));
  const host = urlParts(line).authority.replace(/:[^:]*$/, '');
  return [...variablesBehind(exchange, host)].some(
    (name) => /^\d$/.test(name) || captures.has(name),
  );
}
