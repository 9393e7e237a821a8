import type { ConfigProblem, SocketPath } from './configuration.ts';
import { astrayByPrefix } from './hidden-expression.ts';
import { keptByBreak } from './kept-by-break.ts';
import { lostErrorPage } from './lost-error-page.ts';
import { misnamedLocation } from './misnamed-location.ts';
import { remembered } from './remembered.ts';
import { rewrittenAway } from './rewritten-away.ts';
import { unreachedServer } from './unreached-server.ts';
import { isUpgradePassed } from './upgrade-passed.ts';
import { wrongServer } from './wrong-server.ts';

/** Why a handshake does not come to the location that was written for it. */
export interface Astray extends Pick<ConfigProblem, 'at' | 'where' | 'fix'> {
  readonly related: NonNullable<ConfigProblem['related']>;
  /** Behind what the client sees: why, and what to do, in sentences without the last full stop. */
  readonly why: string;
}

/**
 * The line that leads it astray: of a server that was not meant, of a rewrite, of an error_page that
 * hides another one, or of the location that takes it, or that was meant. Undefined where it arrives,
 * or nothing tells.
 */
export const astray: (path: SocketPath) => Astray | undefined = remembered(findLine);

function findLine(path: SocketPath): Astray | undefined {
  const { handshake } = path;
  if (handshake.exchange === undefined || isUpgradePassed(handshake)) return undefined;
  const byServer = path.intent === 'asked' ? wrongServer(path) : undefined;
  return (
    byServer ??
    unreachedServer(path) ??
    rewrittenAway(handshake) ??
    keptByBreak(handshake) ??
    lostErrorPage(handshake) ??
    astrayByPrefix(handshake) ??
    misnamedLocation(handshake)
  );
}
