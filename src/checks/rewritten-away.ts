import { type Trace, unrewritten } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { askedPath } from './asked-path.ts';
import type { Astray } from './astray.ts';
import { serverInWords } from './default-server.ts';
import { isSwitch, switchLine } from './is-switch.ts';
import { isSocketLocation } from './socket-locations.ts';

/** A line of the server itself that answers, or changes the path, before locations are looked for. */
export function rewrittenAway(handshake: Trace): Astray | undefined {
  const line = lineOf(handshake);
  if (line === undefined) return undefined;
  const path = askedPath(handshake);
  const meant = unrewritten(handshake, path);
  const { name } = line.directive;
  const isReached = handshake.steps.some(({ at }) => at === meant?.placed);
  if (meant === undefined || isReached || !isSocketLocation(meant.level)) return undefined;
  // What becomes of the start page says nothing of the paths below it.
  if (path === '/' && name === 'rewrite') return undefined;
  // What takes everything else was not written for this path.
  if (name === 'rewrite' && meant.name === '/') return undefined;
  const becomes = handshake.steps.find(({ at }) => at === line)?.text ?? '';
  const effect = name === 'rewrite' ? `takes ${path} away: ${becomes}` : `answers ${path}`;
  const on = switchedOn(handshake, line);
  const { choice } = handshake.arrival;
  return {
    at: line,
    ...(choice && { where: serverInWords(choice.server) }),
    why: `this ${name} stands in the server itself, so it goes before every location, and ${effect}; location ${meant.pattern}, which passes the upgrade on, is never reached. ${cureFor(line, path, on)}`,
    related: [
      { at: meant.placed, message: 'the location that is not reached' },
      ...(on === undefined ? [] : [{ at: on, message: 'the switch' }]),
    ],
  };
}

/** The line that makes the `if` around a line hold for every client. */
function switchedOn(handshake: Trace, line: Placed): Placed | undefined {
  const test = handshake.steps.findLast(
    ({ at }) => at?.directive === line.directive.parent.owner,
  )?.at;
  return test && isSwitch(handshake, test) ? switchLine(handshake, test) : undefined;
}

/** In a sentence without its full stop. */
function cureFor(
  { directive: { name, parent } }: Placed,
  path: string,
  on: Placed | undefined,
): string {
  if (on !== undefined) {
    const words = on.directive.args.map(({ raw }) => raw).join(' ');
    return `The if around it holds for everybody, by set ${words}: switch that off, or take the if out`;
  }
  if (parent.owner?.name === 'if') return 'Move the if into the location that it is for';
  return name === 'return'
    ? 'Take it out, or move it into the location that it is for'
    : `Move it into the location that it is for, or let it spare ${path}`;
}

/** The `return` that let no location be chosen, or the last `rewrite` before one was. */
function lineOf({ steps, outcome }: Trace): Placed | undefined {
  const first = steps.findIndex(({ kind }) => kind === 'location');
  const ofServer = first === -1 ? steps : steps.slice(0, first);
  const line = ofServer.findLast(({ at }) => /^(?:rewrite|return)$/.test(at?.directive.name ?? ''));
  if (line !== undefined || first !== -1 || outcome.kind !== 'response') return line?.at;
  return outcome.at?.directive.name === 'return' ? outcome.at : undefined;
}
