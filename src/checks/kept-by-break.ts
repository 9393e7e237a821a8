import { type Trace, unrewritten } from '../nginx/model/index.ts';
import { replaceArgument } from '../nginx/syntax/index.ts';
import type { Astray } from './astray.ts';
import { isSocketLocation } from './socket-locations.ts';

/**
 * The `rewrite … break` of a location by which a handshake stays in it, where `last` would lead it on to
 * a location for sockets that is internal: nothing else leads there.
 */
export function keptByBreak(handshake: Trace): Astray | undefined {
  const { steps, exchange } = handshake;
  const line = steps.findLast(({ at }) => at?.directive.name === 'rewrite')?.at;
  const flag = line?.directive.args[2];
  if (line === undefined || flag?.value !== 'break' || exchange === undefined) return undefined;
  const meant = unrewritten(handshake, exchange.uri);
  if (meant === undefined || !isSocketLocation(meant.level)) return undefined;
  if (meant.level.named('internal').length === 0) return undefined;
  const { file, directive } = line;
  return {
    at: line,
    why: `this rewrite says break, so ${exchange.uri} stays in the location that it is in, and location ${meant.pattern}, which passes the upgrade on, is never reached. Write last in the place of break`,
    related: [{ at: meant.placed, message: 'the location that is not reached' }],
    fix: {
      title: `Lead on to location ${meant.pattern}`,
      safe: false,
      edits: replaceArgument(directive.tree, flag, 'last').map((edit) => ({ file, edit })),
    },
  };
}
