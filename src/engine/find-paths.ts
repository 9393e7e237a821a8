import type { Facts, Intent, SocketPath } from '../checks/configuration.ts';
import {
  type Level,
  type Location,
  Locations,
  type Model,
  type Trace,
  type TraceRequest,
  trace,
} from '../nginx/model/index.ts';
import { sampleOf } from './sample-uri.ts';
import { handshakeAt, plainOf, type Spot, spotsOf, urlOf } from './spots.ts';

/** The paths of URLs that the user named, each with the handshake for it. */
export function askedPaths(
  model: Model,
  facts: Facts,
  asked: readonly { readonly url: string; readonly request: TraceRequest }[],
): SocketPath[] {
  return asked.map(({ url, request }) => ({
    url,
    intent: 'asked',
    model,
    facts,
    handshake: trace(model, request),
    plain: trace(model, plainOf(request)),
  }));
}

/**
 * Every location that proxies and could carry a WebSocket, reached as a client would. Where lines of a
 * server set upgrades up, or a name speaks of them, its other locations are left in peace; in a server
 * without any such sign, all that proxy are possible.
 */
export function findPaths(model: Model, facts: Facts): SocketPath[] {
  const found: SocketPath[] = [];
  for (const server of model.listeners?.servers ?? []) {
    const spots = spotsOf(model, server);
    const [spot] = spots;
    if (spot === undefined) continue;
    const paths = pathsOf(model, facts, server.level, spot);
    const meant = paths.filter(({ intent }) => intent !== 'possible');
    found.push(...(meant.length > 0 ? meant : paths));
  }
  return found;
}

function pathsOf(model: Model, facts: Facts, server: Level, spot: Spot): SocketPath[] {
  const ends = new Set<Level>();
  const paths: SocketPath[] = [];
  for (const target of targetsOf(server)) {
    const request = handshakeAt(spot, target);
    const handshake = trace(model, request);
    const level = handshake.exchange?.level;
    if (level === undefined || ends.has(level) || handshake.passing === undefined) continue;
    if (handshake.arrival.choice?.server.level !== server || isForFiles(handshake.location))
      continue;
    ends.add(level);
    const intent = intentOf(handshake);
    const plain = trace(model, plainOf(request));
    paths.push({ url: urlOf(spot, target), intent, model, facts, handshake, plain });
  }
  return paths;
}

/** A path for each location of a server, however deep, that a client can ask for. */
function* targetsOf(level: Level): Generator<string> {
  for (const location of Locations.of(level).all) {
    if (location.kind === 'named') continue;
    const target = location.kind === 'regex' ? sampleOf(location.name) : location.name;
    if (target?.startsWith('/')) yield target;
    yield* targetsOf(location.level);
  }
  if (level.context === 'server') yield '/';
}

/** File endings in a regular expression: pictures and style sheets, not sockets. */
function isForFiles(location: Location | undefined): boolean {
  return location?.kind === 'regex' && /\b(?:css|png|svg|woff2?|ico)\b/.test(location.name);
}

/** Names by which the field calls what carries WebSockets. */
const NAMES =
  /(?:^|[^a-z])(?:wss?|web-?sockets?|sockets?|socket\.?io|sockjs|engine\.?io|live|realtime|real-time|hubs?|signalr|cable|stomp|mqtt|stream(?:ing)?|subscriptions?|push|chat|notifications?|terminal|tty|vnc|vncwebsocket|websockify|hmr|faye|bayeux|phoenix)(?:$|[^a-z])/i;

/** What the lines in effect, and the names, say of the path. */
function intentOf({ passing, location }: Trace): Intent {
  const { request, target } = passing ?? {};
  const isSet = request?.headers.some(
    ({ name, origin, value }) =>
      origin === 'set' &&
      (/^upgrade$/i.test(name) ||
        (/^connection$/i.test(name) && /upgrade/i.test(value.text ?? ''))),
  );
  const isLost = request?.dropped.some(({ name }) => /^upgrade$/i.test(name));
  if (isSet || isLost) return 'set-up';
  const names = [location?.pattern, target?.upstream?.name, target?.uri.text];
  return names.some((name) => name !== undefined && NAMES.test(name)) ? 'named' : 'possible';
}
