import type { Level } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import type { SocketPath } from './configuration.ts';
import { urlParts } from './url-parts.ts';

/**
 * Whether the host of a `proxy_pass` is a part of the path, where nobody said for which path clients ask:
 * `location ~ ^/node/([^/]+)/` with `proxy_pass http://$1:8080` leads to as many as there are names.
 */
export function isNamedByPath({ intent, model, handshake }: SocketPath, line: Placed): boolean {
  const { location, exchange } = handshake;
  if (intent === 'asked' || location?.kind !== 'regex') return false;
  const regex = model.regex(location.name, location.caseless);
  const groups = regex.kind === 'regex' ? [...regex.names.keys()].map(lowerCase) : [];
  const host = urlParts(line).authority.replace(/:[^:]*$/, '');
  const texts = [host, ...setTexts(host, exchange?.level)];
  return texts.flatMap(variablesIn).some((name) => /^\d$/.test(name) || groups.includes(name));
}

/** What `set` gives the variables of a text. */
function setTexts(text: string, level: Level | undefined): string[] {
  const names = variablesIn(text);
  const texts: string[] = [];
  for (let at = level; at !== undefined; at = at.parent) {
    for (const { directive } of at.named('set')) {
      const [name, value] = directive.args.map((word) => word.value);
      if (name !== undefined && names.includes(lowerCase(name.slice(1)))) texts.push(value ?? '');
    }
  }
  return texts;
}

function variablesIn(text: string): string[] {
  return [...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => lowerCase(name));
}

/** nginx takes names of variables without regard to case. */
function lowerCase(name: string): string {
  return name.toLowerCase();
}
