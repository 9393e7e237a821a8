import type { Location, Trace } from '../nginx/model/index.ts';
import { type Placed, removeDirective } from '../nginx/syntax/index.ts';
import { blockOf } from './block-of.ts';
import type { ConfigProblem, ConfigVerdict, Fix, SocketPath } from './configuration.ts';
import { newLocationFix } from './fixes/new-location.ts';
import { upgradeFix } from './fixes/upgrade-fix.ts';
import { type Meant, meantLocation } from './meant-location.ts';
import { placeInWords } from './place-in-words.ts';
import { socketLocations } from './socket-locations.ts';
import { upgradeOwner } from './upgrade-owner.ts';

/** Where a handshake goes, and where it was to go: the rule of `route`. */
export function* judgeRoute(path: SocketPath): Generator<ConfigProblem, ConfigVerdict> {
  const { handshake } = path;
  const { outcome } = handshake;
  if (outcome.kind === 'unknown') return { cannotTell: outcome.unknown.why };
  if (handshake.passing !== undefined) {
    const meant = upgradeOwner(path) === 'route' ? meantLocation(path) : undefined;
    if (meant !== undefined) yield proxiedElsewhere(path, meant);
    return undefined;
  }
  if (outcome.kind === 'unreachable') {
    const at = listenerFor(path);
    if (at === undefined) return { cannotTell: outcome.why };
    yield { at, where: path.url, message: unreachableMessage(path, outcome.why) };
    return undefined;
  }
  if (isOthers(handshake)) return undefined;
  yield* notProxied(path);
  return undefined;
}

/** The `listen` of the port, else the first server. */
function listenerFor({ model, handshake }: SocketPath): Placed | undefined {
  const { listeners, http } = model;
  const [socket] = listeners?.onPort(handshake.request.port) ?? [];
  const [first] = listeners?.servers ?? [];
  return socket?.defaultServer.line.placed ?? first?.level.placed ?? http?.placed;
}

function unreachableMessage({ handshake, url }: SocketPath, why: string): string {
  const { port, tls } = handshake.request;
  const scheme = tls ? 'wss, that is TLS' : 'ws, that is without TLS';
  return `The connection for ${url} fails: ${sentence(why)}. Have a server listen on port ${port} for ${scheme}; or tell of the hop in front that leads to another port (--hop alb,60s).`;
}

/** Some reasons are whole sentences, some are not. */
function sentence(why: string): string {
  const text = why.replace(/\.$/, '');
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Redirects, and refusals of those who may not: other checks tell of them. */
function isOthers({ outcome, steps }: Trace): boolean {
  if (outcome.kind !== 'response') return false;
  if (outcome.redirect !== undefined) return true;
  const isRefusal = ACCESS.has(outcome.at?.directive.name ?? '');
  return isRefusal || (steps.at(-1)?.kind === 'access' && outcome.status >= 400);
}

const ACCESS = new Set(['deny', 'allow', 'auth_basic', 'auth_request', 'satisfy', 'limit_except']);

function proxiedElsewhere(path: SocketPath, { kind, location }: Meant): ConfigProblem {
  const here = path.handshake.location?.placed ?? location.placed;
  const where = placeInWords(path);
  const plain = 'The backend sees a plain GET instead of a handshake and answers 400, 404 or 426';
  const fix = upgradeFix(path, `Pass the upgrade on in ${where}, too`, {
    safe: kind !== 'shadowed',
  });
  const meant = { at: location.placed, message: 'the location that passes the upgrade on' };
  if (kind === 'narrow') {
    return {
      at: location.placed,
      where: `location ${location.pattern}`,
      message: `${plain}: ${path.handshake.request.target} does not lie below ${location.pattern}, which passes the upgrade on, and goes to the same backend through ${where}, which does not. Widen location ${location.pattern}, or pass the upgrade on in ${where}.`,
      related: [{ at: here, message: 'the location that serves it' }],
      fix,
    };
  }
  if (kind === 'shadowed') {
    return {
      at: here,
      message: `${plain}: ${where} goes before location ${location.pattern}, which passes the upgrade on. ${path.handshake.location?.kind === 'regex' ? `A regular expression that matches wins over every prefix: write ^~ before ${location.pattern}, or narrow the expression.` : 'An exact location wins over every other: pass the upgrade on there.'}`,
      related: [meant],
      fix,
    };
  }
  return {
    at: here,
    message: `${plain}: ${where} of this server does not pass the upgrade on; location ${location.pattern} of another server does, which ${isByDefault(path) ? 'goes by another name: none goes by this one, so the default server answers' : 'goes by the same name on another port'}. Set the same up here.`,
    related: [meant],
    fix,
  };
}

function isByDefault({ handshake }: SocketPath): boolean {
  return handshake.arrival.choice?.by === 'default';
}

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
      message: `${said}: ${blocker.directive.name} comes before the proxy_pass of ${name}, which is never reached. Take the line out.`,
      fix: blocker.directive.name === 'try_files' ? removalFix(blocker, name) : undefined,
    };
    return;
  }
  const meant = meantLocation(path)?.location;
  const like = meant ?? likeLocation(path);
  const cure =
    like === undefined
      ? 'Add one that passes the upgrade on.'
      : `Add one that passes the upgrade on, as location ${like.pattern} does.`;
  const hint =
    meant === undefined
      ? `No location that proxies takes this path. ${cure}`
      : `It was probably meant for location ${meant.pattern}.`;
  const { choice } = handshake.arrival;
  const isDefault = choice?.by === 'default' && choice.socket.servers.length > 1;
  const byDefault = isDefault
    ? ' No server here goes by that name, so the default one answers.'
    : '';
  yield {
    at,
    where: name,
    message: `${said}: ${url} is served by ${name}, which does not proxy it.${byDefault} ${hint}`,
    related:
      like === undefined
        ? []
        : [{ at: like.placed, message: meant === undefined ? 'one that does' : 'probably meant' }],
    fix: meant === undefined ? newLocationFix(path, at) : undefined,
  };
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

/** A location of the server that shows how it is done. */
function likeLocation({ handshake }: SocketPath): Location | undefined {
  const server = handshake.arrival.choice?.server;
  return server && socketLocations(server.level).find(({ kind }) => kind !== 'named');
}
