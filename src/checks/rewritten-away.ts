import { type Trace, unrewritten } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { askedPath } from './asked-path.ts';
import type { Astray } from './astray.ts';
import { isSocketLocation } from './socket-locations.ts';

/** A line of the server itself that answers, or changes the path, before locations are looked for. */
export function rewrittenAway(handshake: Trace): Astray | undefined {
  const line = lineOf(handshake);
  if (line === undefined) return undefined;
  const path = askedPath(handshake);
  const meant = unrewritten(handshake, path);
  // What becomes of the start page says nothing of the paths below it.
  const isReached = handshake.steps.some(({ at }) => at === meant?.placed);
  if (meant === undefined || isReached || path === '/' || !isSocketLocation(meant.level)) {
    return undefined;
  }
  const { name } = line.directive;
  // What takes everything else was not written for this path.
  if (name === 'rewrite' && meant.name === '/') return undefined;
  const becomes = handshake.steps.find(({ at }) => at === line)?.text ?? '';
  const effect = name === 'rewrite' ? `takes ${path} away: ${becomes}` : `answers ${path}`;
  const isTested = line.directive.parent.owner?.name === 'if';
  const cure = isTested
    ? 'Move the if into the location that it is for'
    : `Move it into the location that it is for, or let it spare ${path}`;
  return {
    at: line,
    why: `this ${name} stands in the server itself, so it goes before every location, and ${effect}; location ${meant.pattern}, which passes the upgrade on, is never reached. ${cure}`,
    related: [{ at: meant.placed, message: 'the location that is not reached' }],
  };
}

/** The last `rewrite` before a location was chosen, or the `return` that let none be chosen. */
function lineOf({ steps, outcome }: Trace): Placed | undefined {
  const first = steps.findIndex(({ kind }) => kind === 'location');
  const ofServer = first === -1 ? steps : steps.slice(0, first);
  const rewrite = ofServer.findLast(({ at }) => at?.directive.name === 'rewrite')?.at;
  if (rewrite !== undefined || first !== -1 || outcome.kind !== 'response') return rewrite;
  return outcome.at?.directive.name === 'return' ? outcome.at : undefined;
}
