import type { Location } from '../nginx/model/index.ts';
import { type Placed, replaceArgument } from '../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigVerdict, Fix, SocketPath } from './configuration.ts';
import { urlParts } from './url-parts.ts';

/** What goes wrong with the path on its way upstream: the rule of `uri-rewrite`. */
export function* judgeUri(path: SocketPath): Generator<ConfigProblem, ConfigVerdict> {
  const { passing, location } = path.handshake;
  const { target, request, line } = passing ?? {};
  if (target === undefined || request === undefined || line === undefined) return undefined;
  if (request.uri.text === undefined) return { cannotTell: 'the path is made while nginx runs' };
  const problem =
    path.intent === 'asked'
      ? askedProblem(path, line, request.uri.text)
      : location && (likelyProblem(location, line) ?? lostEndpoint(path, line, request.uri.text));
  if (problem !== undefined) yield problem;
  return undefined;
}

/** What became of the very path that was asked for. */
function askedProblem(path: SocketPath, line: Placed, sent: string): ConfigProblem | undefined {
  const { handshake } = path;
  const asked = handshake.request.target;
  const [askedPath = '', query] = asked.split('?');
  const [sentPath = ''] = sent.split('?');
  const rewrite = handshake.steps.findLast(
    ({ kind, at }) => kind === 'rewrite' && at?.directive.name === 'rewrite',
  )?.at;
  const at = rewrite ?? line;
  const arrives = `${asked} arrives at the backend as ${sent === '' ? 'an empty path' : sent}`;
  if (!sentPath.startsWith('/')) {
    return { at, message: `The backend answers 400: ${arrives}, without the slash at its start.` };
  }
  if (sentPath.includes('//') && !askedPath.includes('//')) {
    return {
      at,
      message: `The backend answers 404: ${arrives}, with a doubled slash. ${BOTH_OR_NEITHER}`,
      fix: rewrite === undefined ? slashFix(handshake.location, line) : undefined,
    };
  }
  const glued = rewrite === undefined && isGlued(handshake.location, line, askedPath);
  if (glued) {
    return {
      at,
      message: `The backend answers 404: ${arrives}, as a slash is lost where the two are joined. ${BOTH_OR_NEITHER}`,
      fix: slashFix(handshake.location, line),
    };
  }
  return lostEndpoint(path, line, sentPath) ?? replacedWhole(path, line, { asked, query, sent });
}

const BOTH_OR_NEITHER =
  'Let the location and the path of proxy_pass both end with a slash, or neither.';

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
  const isAllLost = isFixed && handshake.location?.kind !== 'exact';
  const [askedPath = ''] = asked.split('?');
  const [sentPath = ''] = sent.split('?');
  if (isAllLost && sentPath !== askedPath) {
    return {
      at: line,
      message: `Every request of this location arrives as ${sent}, also ${asked}: where proxy_pass holds a variable, its path replaces the whole of the request. Leave the path away, or end it with $request_uri.`,
    };
  }
  if (query === undefined || query === '' || sent.includes('?')) return undefined;
  return {
    at: line,
    message: `The query of ${asked} is lost: where proxy_pass holds a variable, its path replaces the query, too, and the session or token in it does not arrive. Add $is_args$args.`,
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
function likelyProblem(location: Location, line: Placed): ConfigProblem | undefined {
  const { name, kind } = location;
  const isPrefix = kind === 'prefix' || kind === 'prefix-no-regex';
  const path = urlParts(line).path;
  const argument = line.directive.args[0]?.value ?? '';
  if (!isPrefix || path === '' || argument.includes('$')) return undefined;
  if (!name.endsWith('/') && path.endsWith('/')) {
    return {
      at: line,
      severity: 'warning',
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

function isGlued(location: Location | undefined, line: Placed, askedPath: string): boolean {
  if (location?.kind !== 'prefix' && location?.kind !== 'prefix-no-regex') return false;
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
  return {
    title: `Pass on to ${changed}`,
    safe: true,
    edits: replaceArgument(directive.tree, argument, changed).map((edit) => ({ file, edit })),
  };
}
