import { type Level, type Location, Locations } from '../nginx/model/index.ts';
import { headerLines, writtenValue } from './header-lines.ts';
import { remembered } from './remembered.ts';

/** The locations of a server, however deep, that proxy and set `Upgrade`. */
export const socketLocations: (server: Level) => readonly Location[] = remembered((server: Level) =>
  [...everyLocation(server)].filter(({ level }) => isSocketLocation(level)),
);

/** Whether a location proxies and sets `Upgrade`. */
export function isSocketLocation(level: Level): boolean {
  return proxies(level) && setsUpgrade(level);
}

/**
 * The same, and those that were to have the upgrade of an outer level and lose it by a line that speaks
 * of something else. A line for `Connection` shows that the upgrade was thought of.
 */
export const meantForSockets: (server: Level) => readonly Location[] = remembered((server: Level) =>
  [...everyLocation(server)].filter(({ level }) => {
    if (!proxies(level)) return false;
    if (setsUpgrade(level)) return true;
    return isAroundUpgrade(level) && headerLines(level, 'Connection').length === 0;
  }),
);

/** The locations of a server, however deep. */
export function* everyLocation(level: Level): Generator<Location> {
  for (const location of Locations.of(level).all) {
    yield location;
    yield* everyLocation(location.level);
  }
}

function proxies(level: Level): boolean {
  const own = level.named('proxy_pass').length > 0;
  return own || level.blocks('if').some((inner) => inner.named('proxy_pass').length > 0);
}

/** Whether a line in effect sends `Upgrade` upstream. */
export function setsUpgrade(level: Level): boolean {
  return headerLines(level, 'Upgrade').some((line) => writtenValue(line) !== '');
}

function isAroundUpgrade({ parent }: Level): boolean {
  return parent !== undefined && (setsUpgrade(parent) || isAroundUpgrade(parent));
}
