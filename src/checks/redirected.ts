import type { Location, Trace } from '../nginx/model/index.ts';
import { insertBefore } from '../nginx/syntax/index.ts';
import { belowHop } from './below-hop.ts';
import { blockOf } from './block-of.ts';
import type { ConfigProblem, ConfigVerdict, Fix, SocketPath } from './configuration.ts';
import { copiedLocation } from './fixes/copied-location.ts';
import { textOf } from './fixes/text-of.ts';
import { ownHops } from './own-hops.ts';
import { setsUpgrade } from './socket-locations.ts';
import { urlParts } from './url-parts.ts';

/** Redirects in the way of a handshake: the rule of `handshake-redirect`. */
export function* judgeRedirect(path: SocketPath): Generator<ConfigProblem, ConfigVerdict> {
  const { handshake } = path;
  const own = redirectOf(handshake);
  if (own !== undefined) {
    yield own.isBySlash ? slashProblem(path, own) : writtenProblem(path, own);
    return undefined;
  }
  const hop = ownHops(path.handshake).find((trace) => redirectOf(trace) !== undefined);
  if (hop === undefined || belowHop(path, hop) === 'sockets') return undefined;
  const next = redirectOf(hop);
  const at = handshake.passing?.line;
  if (next === undefined || at === undefined) return undefined;
  yield {
    at,
    severity: path.intent === 'possible' ? 'advice' : 'error',
    message: `The handshake is answered ${next.status} to ${next.target}, and WebSocket clients do not follow a redirect: this line leads to another server of this configuration, which redirects. Proxy to the backend itself.`,
    related: next.at === undefined ? [] : [{ at: next.at, message: 'the redirect' }],
  };
  return undefined;
}

interface Redirect {
  readonly status: number;
  readonly target: string;
  /** The line that redirects, else the block in which it happens. */
  readonly at: ReturnType<typeof blockOf>;
  /** nginx adds the slash that a location ends in. */
  readonly isBySlash: boolean;
}

function redirectOf(trace: Trace): Redirect | undefined {
  const { outcome } = trace;
  if (outcome.kind !== 'response' || outcome.redirect === undefined) return undefined;
  const { status, redirect, at } = outcome;
  if (status < 300 || status >= 400) return undefined;
  return {
    status,
    target: redirect.text ?? 'another address',
    at: at ?? blockOf(trace),
    isBySlash: at?.directive.name === 'location',
  };
}

function slashProblem(path: SocketPath, { status, target, at }: Redirect): ConfigProblem {
  const { location, request } = path.handshake;
  if (at === undefined) throw new Error('A location redirects, and has no place.');
  const [asked = ''] = request.target.split('?');
  return {
    at,
    message: `The handshake for ${asked} is answered ${status} to ${target}, and WebSocket clients do not follow a redirect: ${location?.pattern ?? 'the location'} ends in a slash and proxies, so nginx sends everyone there who leaves the slash out. Serve ${asked} in a location of its own, or let clients ask for ${asked}/.`,
    fix: location && exactFix(location, asked),
  };
}

/** The same lines for the path without the slash. Pages lose the redirect, so it is for sockets alone. */
function exactFix(location: Location, asked: string): Fix | undefined {
  const { placed, level } = location;
  if (!setsUpgrade(level) || location.name !== `${asked}/`) return undefined;
  const [pass] = level.named('proxy_pass');
  const isSamePath = pass !== undefined && urlParts(pass).path === location.name;
  const text = copiedLocation(location, `= ${asked}`, (line) =>
    // A backend that has the same path as nginx gets what the client asks for.
    isSamePath && line === pass.directive
      ? textOf(line).replace(/\/(["']?;)$/, '$1')
      : textOf(line),
  );
  if (text === undefined) return undefined;
  return {
    title: `Serve ${asked} without a redirect`,
    safe: true,
    edits: insertBefore(placed.directive, text).map((edit) => ({ file: placed.file, edit })),
  };
}

function writtenProblem(path: SocketPath, { status, target, at }: Redirect): ConfigProblem {
  if (at === undefined) throw new Error('A line redirects, and has no place.');
  const { request } = path.handshake;
  const isToTls = !request.tls && /^(?:https|wss):/i.test(target);
  const cure = isToTls
    ? 'Let clients use wss:, or serve the socket here as well.'
    : 'Serve the socket at the address that clients use.';
  return {
    at,
    severity: path.intent === 'possible' ? 'advice' : 'error',
    message: `The handshake is answered ${status} to ${target}, and WebSocket clients do not follow a redirect; browsers report 1006. ${cure}`,
  };
}
