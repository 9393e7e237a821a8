import type { Trace } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { authLive } from './auth-live.ts';
import { blockOf } from './block-of.ts';
import type { Check } from './check.ts';
import { type ConfigProblem, type Fix, onPath, type SocketPath } from './configuration.ts';
import { demandsAuthorization } from './demands-authorization.ts';
import { judgeAddresses } from './denied-to-all.ts';
import { bringerOf, isShared } from './fixes/place.ts';
import { proxyHeadersFix } from './fixes/proxy-headers.ts';
import { withoutSnippet } from './fixes/without-snippet.ts';
import { headerLines, writtenValue } from './header-lines.ts';

export const auth: Check = {
  id: 'auth',
  severity: 'warning',
  title: 'Access control in front of the backend stands in the way of handshakes',
  why: 'auth_request asks another location before the handshake goes on. Where that location forwards Upgrade and Connection too, the auth server gets a handshake of its own; if it answers 101, nginx closes the connection without any answer. Send it both headers empty. Pages cannot set an Authorization header on a WebSocket: a rule that demands one refuses every browser. A cookie, or a token in the URL or in Sec-WebSocket-Protocol, can be sent. Of allow and deny, the first that fits decides: behind deny all, no allow is looked at.',
  bad: `events {}
http {
    server {
        listen 80;
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection "upgrade";
        location = /auth {
            internal;
            proxy_pass http://127.0.0.1:8080;
        }
        location /ws/ {
            auth_request /auth;
            proxy_pass http://127.0.0.1:8080;
        }
    }
}`,
  good: `events {}
http {
    server {
        listen 80;
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection "upgrade";
        location = /auth {
            internal;
            proxy_pass http://127.0.0.1:8080;
            proxy_set_header Upgrade "";
            proxy_set_header Connection "";
        }
        location /ws/ {
            auth_request /auth;
            proxy_pass http://127.0.0.1:8080;
        }
    }
}`,
  config: onPath(function* (path) {
    yield* judgeAddresses(path);
    yield* judgeSubrequests(path);
    yield* judgeBasic(path);
    yield* judgeHeader(path);
    return undefined;
  }),
  live: authLive,
};

type Exchange = NonNullable<Trace['exchange']>;

/** Every request that `auth_request` makes for the handshake. */
function* judgeSubrequests(path: SocketPath): Generator<ConfigProblem> {
  for (const { at, exchange } of path.handshake.exchange?.subrequests ?? []) {
    if (at.directive.name !== 'auth_request' || exchange.outcome?.kind !== 'proxy') continue;
    const lines = upgradeLines(exchange);
    const block = exchange.location?.placed;
    if (lines === undefined || block === undefined) continue;
    const own = exchange.location?.level.named('proxy_set_header') ?? [];
    const isOwn = own.includes(lines.upgrade);
    const include = sharedInclude(path, exchange, lines);
    const here = isOwn ? (include ?? lines.upgrade) : block;
    yield {
      at: here,
      where: `location ${exchange.location?.pattern ?? ''}`,
      message: `auth_request asks this location with the handshake's own Upgrade and Connection${isOwn ? '' : ', which it takes over from outside'}: the auth server is asked for a WebSocket. If it answers 101, nginx closes the connection without an answer ("connection upgrade in subrequest"); if it refuses the upgrade, the handshake ends in 500. Send both headers empty here.`,
      related: [
        { at, message: 'asks for it' },
        ...(here === lines.upgrade ? [] : [{ at: lines.upgrade, message: 'forwards Upgrade' }]),
      ],
      fix: include === undefined ? clearFix(path, exchange) : clearHere(exchange, include),
    };
  }
}

/** The lines by which a request asks for a WebSocket. */
interface UpgradeLines {
  readonly upgrade: Placed;
  readonly connection: Placed;
}

/** Undefined where it does not ask for one. */
function upgradeLines(exchange: Exchange): UpgradeLines | undefined {
  const sends = (name: string, value: RegExp) =>
    headerLines(exchange.level, name).find((line) =>
      value.test(exchange.evaluate(writtenValue(line), line).text ?? ''),
    );
  const upgrade = sends('Upgrade', /./);
  const connection = sends('Connection', /upgrade/i);
  return upgrade && connection && { upgrade, connection };
}

/** The `include` of the location that brings a line of a snippet, which the socket may need as it is. */
function sharedInclude(
  { model }: SocketPath,
  { location }: Exchange,
  { upgrade, connection }: UpgradeLines,
): Placed | undefined {
  if (location === undefined) return undefined;
  return [upgrade, connection].flatMap((line) => {
    const include = bringerOf(location.level, line);
    const isFromSnippet = include !== undefined && include !== line;
    return isFromSnippet && isShared(model.configuration, line.file) ? [include] : [];
  })[0];
}

/** The snippet written out in the location that is asked, without the upgrade. */
function clearHere({ location }: Exchange, include: Placed): Fix | undefined {
  if (location === undefined) return undefined;
  const edits = withoutSnippet(location.level, include, ({ directive }) => {
    const name = directive.args[0]?.value ?? '';
    const isOfUpgrade =
      directive.name === 'proxy_set_header' && /^(?:upgrade|connection)$/i.test(name);
    return isOfUpgrade ? `proxy_set_header ${name} "";` : undefined;
  });
  return edits && { title: 'Ask the auth server without Upgrade', safe: true, edits };
}

/** In the location that is asked, not in that of the socket. */
function clearFix(path: SocketPath, exchange: Exchange): ConfigProblem['fix'] {
  const handshake = { ...path.handshake, exchange, location: exchange.location };
  const asking: SocketPath = { ...path, handshake, plain: path.plain };
  return proxyHeadersFix(asking, 'Ask the auth server without Upgrade', [
    { name: 'Upgrade', value: '""' },
    { name: 'Connection', value: '""' },
  ]);
}

/** Chrome and Firefox send the password of the page along; not all browsers do. */
function* judgeBasic({ handshake }: SocketPath): Generator<ConfigProblem> {
  const { exchange } = handshake;
  const level = exchange?.level;
  const line = level?.effective('auth_basic').at(-1);
  if (exchange === undefined || line === undefined) return;
  if (exchange.evaluate(line.directive.args[0]?.value ?? '', line).text === 'off') return;
  if (level?.effective('auth_basic_user_file').length === 0) return;
  if (level?.effective('satisfy').at(-1)?.directive.args[0]?.value === 'any') return;
  yield {
    at: line,
    severity: 'advice',
    message:
      'A page cannot set a password on a WebSocket: the handshake carries one only where the browser has asked for it on a page of this same site before, and Safari may send none even then (401). A login that sets a cookie works everywhere.',
  };
}

/** What a handshake lacks that a browser cannot give it. */
function* judgeHeader(path: SocketPath): Generator<ConfigProblem> {
  const asked = path.refused ?? path.handshake;
  const { outcome } = asked;
  if (outcome.kind !== 'response' || !demandsAuthorization(asked, path.model)) return;
  const at = outcome.at ?? blockOf(asked);
  if (at === undefined) return;
  yield {
    at,
    message: `Without Authorization the handshake is answered ${outcome.status} here, and a page cannot set that header on a WebSocket: no browser gets through. Take the token from a cookie, from the URL, or from Sec-WebSocket-Protocol.`,
  };
}
