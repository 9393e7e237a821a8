import type { Trace } from '../nginx/model/index.ts';
import { readTime } from '../nginx/model/sizes.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { type Check, live } from './check.ts';
import { type ConfigProblem, onPossibleRequest, type SocketPath } from './configuration.ts';
import { settingFix } from './fixes/setting.ts';
import { isPollingByName } from './plain-use.ts';
import { isNamedForPolling } from './socket-names.ts';

export const edgeCache: Check = {
  id: 'edge-cache',
  severity: 'warning',
  title: 'A cache answers the polling handshake',
  why: 'Socket.IO, SockJS and SignalR begin with plain requests, or fall back to them. An answer that comes from a cache, of nginx or of a CDN that was told by expires, belongs to another client: the session that it names is not this one. Switch proxy_cache and expires off where sockets are served. Tunnels are never cached.',
  bad: `events {}
http {
    proxy_cache_path cache keys_zone=answers:1m;
    server {
        listen 80;
        location /socket.io/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_cache answers;
            proxy_cache_valid 200 1m;
        }
    }
}`,
  good: `events {}
http {
    proxy_cache_path cache keys_zone=answers:1m;
    server {
        listen 80;
        location /socket.io/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  config: onPossibleRequest(function* (path) {
    if (!isPolled(path) || path.plain.answer === undefined) return undefined;
    yield* ownCache(path);
    yield* cacheInFront(path);
    return undefined;
  }),
  live: live(['caching'], function* ({ caching: { url, sent, arrived, keptForS } }) {
    const said = `${arrived} of ${sent} identical polls reached a backend`;
    if (!isNamedForPolling(url)) return said;
    if (arrived < sent) {
      yield {
        message: `Only ${said}: nginx answers the others from its cache. Clients get sessions that are not theirs, or the same message again. Set proxy_cache off where sockets are served.`,
      };
    }
    if (keptForS > 0) {
      yield {
        message: `The answer to a poll may be kept for ${keptForS} s by browsers and CDNs, which the backend did not say: clients get old messages, and sessions that are not theirs. Set expires off where sockets are served.`,
      };
    }
    return said;
  }),
};

function isPolled({ facts, intent, handshake }: SocketPath): boolean {
  return (facts.nodesNeedSession && intent !== 'possible') || isPollingByName(handshake);
}

/** Whether a location is there for polling alone: of a whole site, pages would not be cached any more. */
function isOwn({ handshake }: SocketPath): boolean {
  return isNamedForPolling(handshake.location?.pattern ?? '');
}

function* ownCache(path: SocketPath): Generator<ConfigProblem> {
  const cache = path.plain.answer?.cache;
  const valid = keptFor(path.plain);
  if (cache === undefined || valid === undefined || isBypassed(path.plain)) return;
  // What is taken over from outside is for other pages, too: how to part them is for the user to say.
  const isSetHere = path.plain.exchange?.level.named('proxy_cache').includes(cache) === true;
  yield {
    at: cache,
    message: `nginx keeps answers of polling and gives them to other clients: these get a session that is not theirs, or the same message again. ${isOwn(path) ? 'Set proxy_cache off here' : 'Give polling a location of its own, with proxy_cache off'}.`,
    related: [{ at: valid, message: 'It keeps answers without their asking for it.' }],
    fix: isSetHere
      ? settingFix(path, 'Set proxy_cache off', 'proxy_cache', 'off', { safe: isOwn(path) })
      : undefined,
  };
}

/** The `proxy_cache_valid` for 200; without one, the backend's own headers decide. */
function keptFor({ exchange }: Trace): Placed | undefined {
  return exchange?.level.effective('proxy_cache_valid').find(({ directive }) => {
    const [first, ...codes] = directive.args.map(({ value }) => value).toReversed();
    if (first === undefined || readTime(first) === 0) return false;
    return codes.length === 0 || codes.some((code) => code === '200' || code === 'any');
  });
}

/** Whether answers of a plain request are kept out of the cache. */
function isBypassed({ exchange }: Trace): boolean {
  const lines = exchange?.level.effective('proxy_no_cache') ?? [];
  return lines.some((line) =>
    line.directive.args.some(({ value }) => {
      const { text } = exchange?.evaluate(value, line) ?? {};
      return text === undefined || (text !== '' && text !== '0');
    }),
  );
}

function* cacheInFront(path: SocketPath): Generator<ConfigProblem> {
  const expires = path.plain.exchange?.level.effective('expires').at(-1);
  const words = expires?.directive.args.map(({ value }) => value) ?? [];
  const last = words.at(-1) ?? '';
  const isKept = last === 'max' || (readTime(last.replace(/^\+/, '')) ?? 0) > 0;
  if (expires === undefined || !isKept) return;
  yield {
    at: expires,
    message: `expires ${words.join(' ')} tells browsers and CDNs to keep answers of polling: clients get old messages, and sessions that are not theirs. Set expires off here.`,
    fix: settingFix(path, 'Set expires off', 'expires', 'off', { safe: isOwn(path) }),
  };
}
