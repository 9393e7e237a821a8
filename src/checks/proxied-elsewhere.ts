import type { Location } from '../nginx/model/index.ts';
import type { ConfigProblem, Fix, SocketPath } from './configuration.ts';
import { renamedLocation } from './fixes/renamed-location.ts';
import { upgradeFix } from './fixes/upgrade-fix.ts';
import type { Meant } from './meant-location.ts';
import { placeInWords } from './place-in-words.ts';

/** What comes of a handshake that is proxied without its upgrade. */
export const SEEN_AS_PLAIN =
  'The backend sees a plain GET instead of a handshake and answers 400, 404 or 426';

/** A handshake that is proxied by a location which does not pass the upgrade on, as another one does. */
export function proxiedElsewhere(path: SocketPath, { kind, location }: Meant): ConfigProblem {
  const here = path.handshake.location?.placed ?? location.placed;
  const where = placeInWords(path);
  const meant = { at: location.placed, message: 'the location that passes the upgrade on' };
  if (kind === 'narrow') {
    return {
      at: location.placed,
      where: `location ${location.pattern}`,
      message: `${SEEN_AS_PLAIN}: ${path.handshake.request.target} does not lie below ${location.pattern}, which passes the upgrade on, and goes to the same backend through ${where}, which does not. Widen location ${location.pattern}, or pass the upgrade on in ${where}.`,
      related: [{ at: here, message: 'the location that serves it' }],
      fix: setUpHere(path),
    };
  }
  if (kind === 'shadowed') {
    const winner = path.handshake.location;
    return {
      at: here,
      message: `${SEEN_AS_PLAIN}: ${where} goes before location ${location.pattern}, which passes the upgrade on. ${howItWins(winner, location)}`,
      related: [meant],
      fix: isExpression(winner)
        ? renamedLocation(location.placed, `^~ ${location.name}`)
        : setUpHere(path, { safe: false }),
    };
  }
  return {
    at: here,
    message: `${SEEN_AS_PLAIN}: ${where} of this server does not pass the upgrade on; location ${location.pattern} of another server does, which ${isByDefault(path) ? 'goes by another name: none goes by this one, so the default server answers' : 'goes by the same name on another port'}. Set the same up here.`,
    related: [meant],
    fix: setUpHere(path),
  };
}

function setUpHere(path: SocketPath, { safe = true } = {}): Fix | undefined {
  return upgradeFix(path, `Pass the upgrade on in ${placeInWords(path)}, too`, { safe });
}

function isExpression(location: Location | undefined): boolean {
  return location?.kind === 'regex';
}

/** Why a location that matches goes before a prefix, and what to do. */
export function howItWins(winner: Location | undefined, { pattern }: Location): string {
  return isExpression(winner)
    ? `A regular expression that matches wins over every prefix: write ^~ before ${pattern}, or narrow the expression.`
    : 'An exact location wins over every other: pass the upgrade on there.';
}

function isByDefault({ handshake }: SocketPath): boolean {
  return handshake.arrival.choice?.by === 'default';
}
