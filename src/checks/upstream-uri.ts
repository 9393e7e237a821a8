import { type Location, trace } from '../nginx/model/index.ts';
import { refusedTarget } from '../nginx/model/proxy/proxy-target.ts';
import { type Placed, replaceArgument } from '../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigVerdict, Fix, SocketPath } from './configuration.ts';
import { rewriteStep, rewrittenWrong } from './rewritten-wrong.ts';
import { slashOfGroup } from './slash-of-group.ts';
import { unmatchableRewrite } from './unmatchable-rewrite.ts';
import { urlParts } from './url-parts.ts';

/** What goes wrong with the path on its way upstream: the rule of `uri-rewrite`. */
export function* judgeUri(path: SocketPath): Generator<ConfigProblem, ConfigVerdict> {
  const { passing, location } = path.handshake;
  const { target, request, line } = passing ?? {};
  if (target === undefined || request === undefined || line === undefined) return undefined;
  if (request.uri.text === undefined) {
    // What nginx does not start with is told by config-valid.
    const isRefused = refusedTarget(path.model, line) !== undefined;
    return isRefused ? undefined : { cannotTell: 'the path is made while nginx runs' };
  }
  yield* unmatchableRewrite(path.handshake);
  const problem =
    path.intent === 'asked'
      ? askedProblem(path, line, request.uri.text)
      : location && likelyProblem(path, location, line, request.uri.text);
  if (problem !== undefined) yield problem;
  return undefined;
}

/** What became of the very path that was asked for. */
function askedProblem(path: SocketPath, line: Placed, sent: string): ConfigProblem | undefined {
  const { handshake } = path;
  const asked = handshake.request.target;
  const [askedPath = '', query] = asked.split('?');
  const [sentPath = ''] = sent.split('?');
  const arrives = `${asked} arrives at the backend as ${sent === '' ? 'an empty path' : sent}`;
  const rewritten = rewrittenWrong(handshake);
  if (rewritten !== undefined) {
    const { at, answer, fault, cure, fix } = rewritten;
    return { at, message: `The backend answers ${answer}: ${arrives}, ${fault}. ${cure}`, fix };
  }
  if (!sentPath.startsWith('/')) {
    return {
      at: line,
      message: `The backend answers 400: ${arrives}, without the slash at its start.`,
    };
  }
  const location = rewriteStep(handshake) === undefined ? handshake.location : undefined;
  if (sentPath.includes('//') && !askedPath.includes('//')) {
    const { cure, fix } = groupCure(location, line) ?? {
      cure: BOTH_OR_NEITHER,
      fix: slashFix(location, line),
    };
    return {
      at: line,
      message: `The backend answers 404: ${arrives}, with a doubled slash. ${cure}`,
      fix,
    };
  }
  if (isGlued(location, line, askedPath)) {
    return {
      at: line,
      message: `The backend answers 404: ${arrives}, as a slash is lost where the two are joined. ${BOTH_OR_NEITHER}`,
      fix: slashFix(location, line),
    };
  }
  return lostEndpoint(path, line, sentPath) ?? replacedWhole(path, line, { asked, query, sent });
}

const BOTH_OR_NEITHER =
  'Let the location and the path of proxy_pass both end with a slash, or neither.';

function groupCure(location: Location | undefined, line: Placed): ReturnType<typeof slashOfGroup> {
  const expression = location?.placed.directive.args.at(-1);
  const [url] = line.directive.args;
  if (location?.kind !== 'regex' || expression === undefined || url === undefined) return undefined;
  return slashOfGroup({ line: location.placed, word: expression }, { line, word: url });
}

/** With variables, the path of `proxy_pass` takes the place of everything that was asked for. */
function replacedWhole(
  { handshake }: SocketPath,
  line: Placed,
  { asked, query, sent }: { asked: string; query: string | undefined; sent: string },
): ConfigProblem | undefined {
  const { target } = handshake.passing ?? {};
  if (target?.isVariable !== true || target.uri.text === '') return undefined;
  const written = urlParts(line).path;
  const isFixed = written !== '' && !written.includes('$');
  const [askedPath = ''] = asked.split('?');
  const [sentPath = ''] = sent.split('?');
  // The name of the location itself would be replaced without a variable, too.
  const isBelow = handshake.location?.kind !== 'exact' && handshake.location?.name !== askedPath;
  if (isFixed && isBelow && sentPath !== askedPath) {
    return {
      at: line,
      message: `Every request of this location arrives as ${sent}, also ${asked}: where proxy_pass holds a variable, its path replaces the whole of the request. ${INSTEAD}`,
    };
  }
  if (query === undefined || query === '' || sent.includes('?')) return undefined;
  return {
    at: line,
    message: `The query of ${asked} is lost: where proxy_pass holds a variable, its path replaces the query, too, and the session or token in it does not arrive. Add $is_args$args.`,
    fix: queryFix(line),
  };
}

/**
 * Socket.IO's servers listen on `/socket.io/`, unless they are told otherwise: a prefix that is cut off
 * with it is cut off too far.
 */
function lostEndpoint(
  { handshake, intent }: SocketPath,
  line: Placed,
  sentPath: string,
): ConfigProblem | undefined {
  const { target } = handshake.request;
  if (!/\/socket\.io(?:\/|\?|$)/.test(target) || sentPath.includes('socket.io')) return undefined;
  return {
    at: line,
    severity: intent === 'asked' ? 'error' : 'warning',
    message: `The backend answers 404: ${target} arrives as ${sentPath}, and a Socket.IO server listens on /socket.io/ unless it is told otherwise. Leave the path of proxy_pass away, or end it with /socket.io/.`,
  };
}

/** What would become of paths below the location, where nobody named one. */
function likelyProblem(
  path: SocketPath,
  location: Location,
  line: Placed,
  sent: string,
): ConfigProblem | undefined {
  return (
    joinedWrong(location, line) ??
    rewrittenBelow(path, location) ??
    fixedByVariable(path, location, line, sent) ??
    lostQuery(path, line) ??
    lostEndpoint(path, line, sent)
  );
}

/** Whether a path ends in what sockets are called that have nothing below them. */
function isEndpoint(name: string): boolean {
  return /\/(?:wss?|web-?sockets?|websockify|socket)\/?$/i.test(name);
}

function joinedWrong(location: Location, line: Placed): ConfigProblem | undefined {
  const { name } = location;
  const path = urlParts(line).path;
  const argument = line.directive.args[0]?.value ?? '';
  if (!isPrefix(location) || path === '' || argument.includes('$')) return undefined;
  // What a rewrite … break has made of a path is sent as it is.
  if (breaksOff(location)) return undefined;
  if (!name.endsWith('/') && path.endsWith('/')) {
    return {
      at: line,
      // The socket itself may be all that is asked for there, and arrives as another path, such as "/".
      severity: isEndpoint(name) && !isEndpoint(path) ? 'advice' : 'warning',
      message: `What is asked for below the location arrives with a doubled slash, and the backend answers 404: ${name}/x as ${path}/x. ${BOTH_OR_NEITHER}`,
      fix: slashFix(location, line),
    };
  }
  // Where the path is that of the location without its slash, one endpoint is meant.
  if (!name.endsWith('/') || path.endsWith('/') || path.includes('?') || `${path}/` === name) {
    return undefined;
  }
  return {
    at: line,
    severity: 'warning',
    message: `What is asked for below the location arrives with a slash lost, and the backend answers 404: ${name}x as ${path}x. ${BOTH_OR_NEITHER}`,
    fix: slashFix(location, line),
  };
}

function breaksOff({ level }: Location): boolean {
  return [level, ...level.blocks('if')].some((inside) =>
    inside.named('rewrite').some(({ directive }) => directive.args.at(-1)?.value === 'break'),
  );
}

function isPrefix({ kind }: Location): boolean {
  return kind === 'prefix' || kind === 'prefix-no-regex';
}

/** What a rewrite makes of a path below the location, or of the only one of an exact or regular one. */
function rewrittenBelow(path: SocketPath, location: Location): ConfigProblem | undefined {
  const { model, handshake } = path;
  const isRewritten = rewriteStep(handshake) ?? location.level.named('rewrite')[0];
  if (isRewritten === undefined || isForMissingFiles(isRewritten)) return undefined;
  const { target } = handshake.request;
  const below = `${target.replace(/\/$/, '')}/x`;
  const asked = isPrefix(location) ? below : target;
  const way = asked === target ? handshake : trace(model, { ...handshake.request, target: asked });
  const wrong = rewrittenWrong(way);
  if (wrong === undefined) return undefined;
  const isEvery = asked === target || target.endsWith('/');
  return {
    at: wrong.at,
    severity: isEvery ? 'error' : 'warning',
    message: `The backend answers ${wrong.answer}: ${isEvery ? 'every path of this location' : 'what is asked for below this location'} arrives ${wrong.fault}, ${asked} as ${way.passing?.request?.uri.text}. ${wrong.cure}`,
    fix: wrong.fix,
  };
}

/** Where files are served, and only what is none goes on to the backend: that is no way of sockets. */
function isForMissingFiles({ directive }: Placed): boolean {
  const { owner } = directive.parent;
  return owner?.name === 'if' && owner.args.some(({ value }) => /^\(?!?-[fdex]$/.test(value));
}

/** A path without variables, behind a host with one: there is one path for whatever is asked. */
function fixedByVariable(
  path: SocketPath,
  location: Location,
  line: Placed,
  sent: string,
): ConfigProblem | undefined {
  const { target } = path.handshake.passing ?? {};
  const written = urlParts(line).path;
  if (target?.isVariable !== true || !isPrefix(location) || written.includes('$')) return undefined;
  const { name } = location;
  // Where the two are one but for the slash, one endpoint is meant; but not at the root.
  const isOne = name !== '/' && written.replace(/\/$/, '') === name.replace(/\/$/, '');
  if (written === '' || !name.endsWith('/') || isOne) return undefined;
  return {
    at: line,
    severity: 'warning',
    message: `Every request of this location arrives as ${sent}, also ${name}x: where proxy_pass holds a variable, its path replaces the whole of the request, query included. ${INSTEAD}`,
  };
}

const INSTEAD =
  'Leave the path away, so that the request goes on as it came, or end it with $request_uri; what is to be cut off, a rewrite … break cuts off.';

/** A path that is put together of variables, and of no query. */
function lostQuery({ model, handshake }: SocketPath, line: Placed): ConfigProblem | undefined {
  const { target } = handshake.passing ?? {};
  if (target?.isVariable !== true || !urlParts(line).path.includes('$')) return undefined;
  const asked = `${handshake.request.target}?token=1`;
  const way = trace(model, { ...handshake.request, target: asked });
  const sent = way.passing?.request?.uri.text;
  if (sent === undefined || way.passing?.line !== line || sent.includes('token=1'))
    return undefined;
  return {
    at: line,
    severity: 'warning',
    message: `The query of every request is lost, ${asked} arrives as ${sent}: where proxy_pass holds a variable, its path replaces the query, too, and the session or token in it does not arrive. Add $is_args$args.`,
    fix: queryFix(line),
  };
}

function queryFix({ directive, file }: Placed): Fix | undefined {
  const [argument] = directive.args;
  if (argument === undefined || argument.quoted || argument.value.includes('?')) return undefined;
  const edits = replaceArgument(directive.tree, argument, `${argument.value}$is_args$args`);
  return {
    title: 'Pass the query on',
    safe: true,
    edits: edits.map((edit) => ({ file, edit })),
  };
}

function isGlued(location: Location | undefined, line: Placed, askedPath: string): boolean {
  if (location === undefined || !isPrefix(location)) return false;
  const path = urlParts(line).path;
  const { name } = location;
  const isJoined = path !== '' && !path.includes('$') && !path.includes('?');
  if (!isJoined || !name.endsWith('/') || path.endsWith('/')) return false;
  const argument = line.directive.args[0]?.value ?? '';
  return !argument.includes('$') && askedPath.length > name.length;
}

/** Ends the path as the location ends; where a bare slash would have to go, the location has to change. */
function slashFix(location: Location | undefined, line: Placed): Fix | undefined {
  const { directive, file } = line;
  const [argument] = directive.args;
  const { path } = urlParts(line);
  if (argument === undefined || location === undefined || argument.quoted || path === '/') {
    return undefined;
  }
  const { value } = argument;
  const changed = location.name.endsWith('/') ? `${value}/` : value.replace(/\/$/, '');
  if (changed === value) return undefined;
  return {
    title: `Pass on to ${changed}`,
    safe: true,
    edits: replaceArgument(directive.tree, argument, changed).map((edit) => ({ file, edit })),
  };
}
