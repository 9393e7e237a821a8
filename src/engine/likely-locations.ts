import { headerLines, writtenValue } from '../checks/header-lines.ts';
import { lacksPass } from '../checks/location-without-pass.ts';
import { setsUpgrade } from '../checks/socket-locations.ts';
import {
  isNamedForPushes,
  isSurelyForPushes,
  isSurelyForSockets,
  mayBeForSockets,
} from '../checks/socket-names.ts';
import type { Level, Location } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';

/** Lines by which a location hands a request on, by itself or through another one. */
const LEADING = /^(?:\w+_pass|rewrite|try_files|error_page|if)$/;

/** Whether a request for a location can come to an upstream at all. */
export function mayPass(location: Location): boolean {
  if (isForFiles(location) || answersAtOnce(location)) return false;
  // An error_page may hand on what a `return` answers.
  return (
    handsOn(location.level) || location.level.named('return').length > 0 || lacksPass(location)
  );
}

/** Whether some of the requests for a level can come to an upstream, whatever becomes of the others. */
export function handsOn(level: Level): boolean {
  return level.lines.some(({ directive }) => LEADING.test(directive.name)) || fallsBack(level);
}

/** Whether what is no file is handed to a named location, by a line of the level or around it. */
function fallsBack(level: Level): boolean {
  const pages = level.effective('error_page');
  return pages.some(({ directive }) => directive.args.at(-1)?.value.startsWith('@') ?? false);
}

/**
 * Whether a request for an exact location is answered by its own `return`, as health checks are: nearly
 * every server of a big configuration has such a one, and need not be asked.
 */
function answersAtOnce({ kind, name, level }: Location): boolean {
  const { parent } = level;
  if (kind !== 'exact' || parent?.context !== 'server' || !PLAIN_PATH.test(name)) return false;
  const first = level.lines.find(({ directive }) => REWRITES.includes(directive.name));
  if (first?.directive.name !== 'return') return false;
  const isRewritten = REWRITES.some((name) => parent.named(name).length > 0);
  return !isRewritten && level.effective('error_page').length === 0;
}

/** A path that nothing is changed in when a request for it is read. */
const PLAIN_PATH = /^(?:\/[\w-]+)+$/;

/** Lines of the rewrite module, which go before any other. */
const REWRITES: readonly string[] = ['set', 'if', 'rewrite', 'return', 'break'];

/**
 * Whether lines or names of a location that may pass, as they stand, speak of WebSockets or of pushes,
 * or it hands requests on to another one: where such are there, the others need not be followed.
 */
export function isLikely({ level, pattern }: Location): boolean {
  const pass = level.lines.find(({ directive }) => /_pass$/.test(directive.name));
  if (pass === undefined || isTelling(pattern)) return true;
  if (isTelling(pass.directive.args[0]?.value ?? '')) return true;
  if (level.lines.some(({ directive }) => /^(?:if|rewrite|try_files)$/.test(directive.name)))
    return true;
  return namesUpgrade(level) || (level.parent !== undefined && namesUpgrade(level.parent));
}

function isTelling(name: string): boolean {
  if (isSurelyForSockets(name) || mayBeForSockets(name)) return true;
  return isNamedForPushes(name) || isSurelyForPushes(name);
}

function namesUpgrade(level: Level): boolean {
  return setsUpgrade(level) || headerLines(level, 'Connection').some(isUpgrade);
}

function isUpgrade(line: Placed): boolean {
  return /upgrade/i.test(writtenValue(line));
}

/** File endings in a regular expression: pictures and style sheets, not sockets. */
export function isForFiles(location: Location | undefined): boolean {
  return location?.kind === 'regex' && /\b(?:css|png|svg|woff2?|ico)\b/.test(location.name);
}
