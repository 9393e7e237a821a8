import type { Level } from '../../nginx/model/index.ts';
import { isUnnamed } from '../../nginx/model/level.ts';
import type { Configuration, Directive, LoadedFile, Placed } from '../../nginx/syntax/index.ts';
import type { SocketPath } from '../configuration.ts';
import { remembered } from '../remembered.ts';

/**
 * The level whose lines decide what goes upstream: the location's. `if` and `limit_except` may hold no
 * `proxy_set_header` and take over those of the location around them.
 */
export function headerLevel({ handshake }: SocketPath): Level | undefined {
  let level = handshake.exchange?.level;
  while (level !== undefined && isUnnamed(level.context)) level = level.parent;
  return level;
}

/**
 * What of the block's own text brings a line to a level: the line itself, or the `include` that it
 * comes through. Undefined where the line stands in another level.
 */
export function bringerOf(level: Level, line: Placed): Placed | undefined {
  const block = level.placed?.directive.block;
  let at: Placed | undefined = line;
  while (at !== undefined && at.directive.parent !== block) at = at.from;
  return at;
}

/** Whether nginx meets a file at several places, so that a change to it reaches all of them. */
export function isShared(configuration: Configuration, file: LoadedFile): boolean {
  const includers = includersIn(configuration);
  // A file that is met once is included once, by a file that is met once.
  let at: LoadedFile | undefined = file;
  while (at !== undefined && at !== configuration.main) {
    const [by, another]: readonly LoadedFile[] = includers.get(at) ?? [];
    if (another !== undefined) return true;
    at = by;
  }
  return false;
}

/** For each file those that include it, once for each `include`. */
const includersIn = remembered(({ files }: Configuration) => {
  const found = new Map<LoadedFile, LoadedFile[]>();
  for (const file of files) {
    for (const included of [...file.includes.values()].flatMap(({ files }) => files)) {
      const known = found.get(included);
      if (known === undefined) found.set(included, [file]);
      else known.push(file);
    }
  }
  return found;
});

/** The first directive of a name in a block's own text, or the first `include` that brings one. */
export function firstIn(level: Level, name: string): Directive | undefined {
  const [first] = level.named(name);
  return first && bringerOf(level, first)?.directive;
}
