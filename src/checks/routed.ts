import { type Location, passesOn, type Trace } from '../nginx/model/index.ts';
import { type Placed, removeDirective } from '../nginx/syntax/index.ts';
import { askedPath } from './asked-path.ts';
import { type Astray, astray } from './astray.ts';
import { blockOf } from './block-of.ts';
import type { ConfigProblem, ConfigVerdict, Fix, SocketPath } from './configuration.ts';
import { newLocationFix } from './fixes/new-location.ts';
import { takenToOther } from './hidden-expression.ts';
import { keptStatus } from './kept-status.ts';
import { locationWithoutPass } from './location-without-pass.ts';
import { type Meant, meantLocation } from './meant-location.ts';
import { protocolOf } from './pass-words.ts';
import { passedByModule } from './passed-by-module.ts';
import { proxiedElsewhere, SEEN_AS_PLAIN } from './proxied-elsewhere.ts';
import { socketLocations } from './socket-locations.ts';
import { takenByExpression } from './taken-by-expression.ts';
import { unreachable } from './unreachable.ts';
import { upgradeOwner } from './upgrade-owner.ts';

/** Where a handshake goes, and where it was to go: the rule of `route`. */
export function* judgeRoute(path: SocketPath): Generator<ConfigProblem, ConfigVerdict> {
  const { handshake } = path;
  const { outcome } = handshake;
  // Of what becomes of a plain request, only that it does not get here at all is known to be wrong.
  if (path.isPlain && outcome.kind !== 'unreachable') return undefined;
  if (outcome.kind === 'unknown') return { cannotTell: outcome.unknown.why };
  if (handshake.passing !== undefined) {
    const found = strayPassing(path) ?? keptStatus(path);
    if (found !== undefined) yield found;
    return undefined;
  }
  if (outcome.kind === 'unreachable') {
    const found = unreachable(path, outcome.why);
    if (found === undefined) return { cannotTell: outcome.why };
    yield found;
    return undefined;
  }
  if (isOthers(handshake)) return undefined;
  yield* notProxied(path);
  return undefined;
}

/** A handshake that is passed on, to where it was not meant to go. */
function strayPassing(path: SocketPath): ConfigProblem | undefined {
  const byModule = passedByModule(path);
  if (byModule !== undefined) {
    const name = path.handshake.passing?.line.directive.name ?? '';
    const said = `The handshake does not reach a backend as HTTP, as ${name} speaks ${protocolOf(name)}`;
    return strayProblem(path, said, byModule);
  }
  const elsewhere = takenToOther(path.handshake) ?? takenByExpression(path.handshake);
  if (elsewhere !== undefined) return elsewhere;
  if (upgradeOwner(path) !== 'route') return undefined;
  const lost = astray(path);
  if (lost !== undefined) return strayProblem(path, SEEN_AS_PLAIN, lost);
  const meant = meantLocation(path);
  return meant && proxiedElsewhere(path, meant);
}

/** What the client sees, and the line that leads the handshake astray. */
function strayProblem(
  { handshake }: SocketPath,
  said: string,
  { at, where, why, related, fix }: Astray,
): ConfigProblem {
  const place = blockOf(handshake);
  const serving =
    place === undefined || place === at || related.some((one) => one.at === place)
      ? []
      : [{ at: place, message: 'what serves it' }];
  return {
    at,
    ...(where === undefined ? {} : { where }),
    message: `${said}: ${why}.`,
    related: [...related, ...serving],
    fix,
  };
}

/** Redirects, and refusals of those who may not: other checks tell of them. */
function isOthers({ outcome, steps, location }: Trace): boolean {
  if (outcome.kind !== 'response') return false;
  if (outcome.redirect !== undefined) return true;
  // A location for files, which nobody may see, was not meant for it.
  if (steps.at(-1)?.at?.directive.name === 'deny' && location && !passesOn(location)) return false;
  const isRefusal = ACCESS.has(outcome.at?.directive.name ?? '');
  return isRefusal || (steps.at(-1)?.kind === 'access' && outcome.status >= 400);
}

const ACCESS = new Set(['deny', 'allow', 'auth_basic', 'auth_request', 'satisfy', 'limit_except']);

function* notProxied(path: SocketPath): Generator<ConfigProblem> {
  const { handshake, url } = path;
  const first = handshake.steps.find(({ kind }) => kind === 'location')?.at;
  const at = first ?? blockOf(handshake);
  if (at === undefined) return;
  const said = answerOf(handshake);
  const blocker = blockerIn(handshake, at);
  const name = first?.directive.name === 'location' ? pattern(first) : 'the server itself';
  if (blocker !== undefined) {
    yield {
      at: blocker,
      where: name,
      message: `${said}: ${blockedBy(blocker, name)}`,
      fix: blocker.directive.name === 'try_files' ? removalFix(blocker, name) : undefined,
    };
    return;
  }
  const lost = astray(path);
  if (lost !== undefined) {
    yield strayProblem(path, said, lost);
    return;
  }
  const without = locationWithoutPass(path, at);
  if (without !== undefined) {
    yield { ...without, where: name, message: `${said}: ${without.message}` };
    return;
  }
  const meant = meantLocation(path);
  const like = meant?.location ?? likeLocation(path);
  const { choice } = handshake.arrival;
  const isDefault = choice?.by === 'default' && choice.socket.servers.length > 1;
  const byDefault = isDefault
    ? ' No server here goes by that name, so the default one answers.'
    : '';
  yield {
    at,
    where: name,
    message: `${said}: ${url} is served by ${name}, which does not proxy it.${byDefault} ${hintFor(meant, like)}`,
    related:
      like === undefined
        ? []
        : [{ at: like.placed, message: meant === undefined ? 'one that does' : 'probably meant' }],
    fix: meant === undefined ? newLocationFix(path, at) : undefined,
  };
}

function hintFor(meant: Meant | undefined, like: Location | undefined): string {
  if (meant !== undefined) {
    const where = meant.kind === 'server' ? ' of another server: set the same up here' : '';
    return `It was probably meant for location ${meant.location.pattern}${where}.`;
  }
  const as = like === undefined ? '' : `, as location ${like.pattern} does`;
  return `No location that proxies takes this path. Add one that passes the upgrade on${as}.`;
}

/** An `if` stands there for others, and only has to let handshakes pass. */
function blockedBy({ directive }: Placed, name: string): string {
  return directive.name === 'if'
    ? `this if holds for it, and comes before the proxy_pass of ${name}. Change the condition so that it does not hold for handshakes.`
    : `${directive.name} comes before the proxy_pass of ${name}, which is never reached. Take the line out.`;
}

function pattern({ directive }: Placed): string {
  return `location ${directive.args.map(({ value }) => value).join(' ')}`;
}

function answerOf({ outcome }: Trace): string {
  if (outcome.kind === 'file') {
    const { path, status } = outcome;
    if (status !== undefined && status >= 400) {
      return `The handshake is answered ${status}, as no file is there`;
    }
    return `The handshake is answered with a file${path.text === undefined ? '' : ` (${path.text})`}, not with 101`;
  }
  if (outcome.kind !== 'response') return 'The handshake is not answered with 101';
  const why = outcome.why === '' ? '' : ` (${outcome.why})`;
  return outcome.status === 444
    ? 'The connection is closed without an answer'
    : `The handshake is answered ${outcome.status} by nginx itself${why}`;
}

/** The line of a proxying location that answers before `proxy_pass` is reached. */
function blockerIn(handshake: Trace, location: Placed): Placed | undefined {
  const { block } = location.directive;
  const level = handshake.exchange?.server;
  const serving = level && findLevel(handshake, location);
  const proxies = serving?.level.named('proxy_pass').length;
  if (block === undefined || proxies === undefined || proxies === 0) return undefined;
  const { outcome } = handshake;
  const own = [...handshake.steps.map(({ at }) => at), 'at' in outcome ? outcome.at : undefined];
  return own.find((at) => {
    if (at === undefined || at === location) return false;
    return (
      serving?.level.lines.includes(at) === true || at.directive.parent.owner?.parent === block
    );
  });
}

function findLevel({ exchange, location }: Trace, placed: Placed): Location | undefined {
  if (location?.placed === placed) return location;
  const all = exchange === undefined ? [] : socketLocations(exchange.server);
  return all.find((one) => one.placed === placed);
}

function removalFix(line: Placed, where: string): Fix {
  const { file, directive } = line;
  return {
    title: `Take ${directive.name} out of ${where}`,
    safe: true,
    edits: removeDirective(directive).map((edit) => ({ file, edit })),
  };
}

/** A location of the server that shows how it is done, for other paths. */
function likeLocation({ handshake }: SocketPath): Location | undefined {
  const server = handshake.arrival.choice?.server;
  const path = askedPath(handshake);
  return (
    server &&
    socketLocations(server.level).find(
      ({ kind, name }) => kind !== 'named' && !path.startsWith(name),
    )
  );
}
