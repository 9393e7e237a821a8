import type { Location, Model, Trace } from '../nginx/model/index.ts';
import { askedPath } from './asked-path.ts';
import type { Astray } from './astray.ts';
import { renamedLocation } from './fixes/renamed-location.ts';
import { socketLocations } from './socket-locations.ts';

/** The location that would have passed the upgrade on, had its name not been written by mistake. */
export function misnamedLocation(handshake: Trace): Astray | undefined {
  const server = handshake.arrival.choice?.server;
  if (server === undefined || handshake.exchange === undefined) return undefined;
  const path = askedPath(handshake);
  const { location: serving } = handshake;
  // One of the very name was written for it.
  if (serving?.name === path && path !== '/') return undefined;
  for (const location of socketLocations(server.level)) {
    if (location.kind === 'named' || location === serving) continue;
    for (const mistake of MISTAKES) {
      const found = mistake(location, path, { model: handshake.exchange.model, serving });
      if (found === undefined) continue;
      const { why, name } = found;
      return {
        at: location.placed,
        why: `location ${location.pattern}, which passes the upgrade on, was probably meant, but ${why}. Write location ${name}`,
        related: [],
        fix: renamedLocation(location.placed, name),
      };
    }
  }
  return undefined;
}

/** Why the path is not matched, and how the location is to be written. */
type Mistake = (
  location: Location,
  path: string,
  taken: { readonly model: Model; readonly serving: Location | undefined },
) => { readonly why: string; readonly name: string } | undefined;

const withoutSlash: Mistake = ({ kind, name }, path) => {
  if (kind === 'regex' || /^[/^~*.]/.test(name) || !fits(kind, `/${name}`, path)) return undefined;
  return { why: 'every path begins with a slash', name: `${modifier(kind)}/${name}` };
};

const wildcard: Mistake = ({ kind, name }, path) => {
  const stem = name.replace(/\*+$/, '');
  if (kind === 'regex' || stem === name || !path.startsWith(stem)) return undefined;
  return { why: 'a * means itself there: a prefix needs none', name: `${modifier(kind)}${stem}` };
};

const expression: Mistake = ({ kind, name }, path, { model }) => {
  if (kind === 'regex' || !/^\^|[\\()|$]|\.[*+]/.test(name)) return undefined;
  const regex = model.regex(name, false);
  if (regex.kind !== 'regex' || regex.exec(path) === null) return undefined;
  return { why: 'without ~ it is no regular expression but a prefix', name: `~ ${name}` };
};

const onePath: Mistake = ({ kind, name }, path, { serving }) => {
  if (kind !== 'exact' || !path.startsWith(`${name}/`)) return undefined;
  // What goes by a nearer name was written for it.
  if (serving?.kind === 'regex' || !name.startsWith(serving?.name ?? '')) return undefined;
  return { why: `= takes ${name} alone, and no path below it`, name: `${name}/` };
};

const letterCase: Mistake = ({ kind, name, caseless }, path, { model }) => {
  const why = 'upper and lower case differ';
  if (kind !== 'regex') {
    const begin = path.slice(0, name.length);
    const isSame = begin !== name && begin.toLowerCase() === name.toLowerCase();
    if (!isSame || !fits(kind, begin, path)) return undefined;
    return { why, name: `${modifier(kind)}${begin}` };
  }
  const regex = model.regex(name, true);
  if (caseless || regex.kind !== 'regex' || regex.exec(path) === null) return undefined;
  const isSame = model.regex(name, false);
  if (isSame.kind === 'regex' && isSame.exec(path) !== null) return undefined;
  return { why, name: `~* ${name}` };
};

const MISTAKES: readonly Mistake[] = [withoutSlash, wildcard, expression, onePath, letterCase];

function fits(kind: Location['kind'], name: string, path: string): boolean {
  return kind === 'exact' ? path === name : path.startsWith(name);
}

function modifier(kind: Location['kind']): string {
  if (kind === 'exact') return '= ';
  return kind === 'prefix-no-regex' ? '^~ ' : '';
}
