import {
  type Level,
  type Location,
  Locations,
  type Trace,
  unrewritten,
} from '../nginx/model/index.ts';
import { insertBefore, type Placed } from '../nginx/syntax/index.ts';
import type { Astray } from './astray.ts';
import { textOf } from './fixes/text-of.ts';
import { isSocketLocation } from './socket-locations.ts';

/**
 * The `error_page` of a location that hides one of an outer level, by which the status that the
 * handshake is answered with would have led it to the location for sockets.
 */
export function lostErrorPage(handshake: Trace): Astray | undefined {
  const { outcome, exchange } = handshake;
  if (outcome.kind !== 'response' || outcome.redirect !== undefined) return undefined;
  const own = exchange?.level.effective('error_page') ?? [];
  const at = own.at(-1);
  const lost = outerPage(exchange?.level, own, outcome.status);
  if (at === undefined || lost === undefined) return undefined;
  const meant = targetOf(handshake, lost);
  if (meant === undefined || !isSocketLocation(meant.level)) return undefined;
  const text = textOf(lost.directive);
  const bare = text.replace(/;$/, '');
  return {
    at,
    why: `an error_page of a location takes the place of all those around it, so ${bare}, which leads to location ${meant.pattern}, does not hold here. Repeat it beside this line`,
    related: [
      { at: lost, message: 'does not hold there' },
      { at: meant.placed, message: 'the location that is not reached' },
    ],
    fix: {
      title: `Repeat ${bare}`,
      safe: true,
      edits: insertBefore(at.directive, text).map((edit) => ({ file: at.file, edit })),
    },
  };
}

/** The nearest line for a status that is not in effect, as others stand nearer. */
function outerPage(
  level: Level | undefined,
  own: readonly Placed[],
  status: number,
): Placed | undefined {
  for (let at = level; at !== undefined; at = at.parent) {
    const line = at.named('error_page').find((page) => !own.includes(page) && names(page, status));
    if (line !== undefined) return line;
  }
  return undefined;
}

function names({ directive: { args } }: Placed, status: number): boolean {
  return args.slice(0, -1).some(({ value }) => Number(value) === status);
}

function targetOf(handshake: Trace, { directive }: Placed): Location | undefined {
  const target = directive.args.at(-1)?.value ?? '';
  if (!target.startsWith('@')) return unrewritten(handshake, target);
  const server = handshake.exchange?.server;
  return server && Locations.of(server).named.get(target);
}
