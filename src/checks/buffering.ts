import type { Level, Model } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { blockOf } from './block-of.ts';
import { type Check, live } from './check.ts';
import {
  type ConfigProblem,
  type Fix,
  onPossibleRequest,
  type SocketPath,
} from './configuration.ts';
import { settingFix } from './fixes/setting.ts';
import { plainUse } from './plain-use.ts';
import { remembered } from './remembered.ts';
import { everyLocation, setsUpgrade } from './socket-locations.ts';
import { isNamedForPushes, isSurelyForPushes } from './socket-names.ts';
import { isUpgradePassed } from './upgrade-passed.ts';
import { everyLevel } from './validity/every-level.ts';

export const buffering: Check = {
  id: 'buffering',
  severity: 'warning',
  title: 'Pushes over plain HTTP are held back until the answer ends',
  why: 'Server-sent events and streams are the fallback where no WebSocket gets through. Over HTTP/1.0 to the backend (the default before 1.29.7) with proxy_buffering on, or with gzip on their type, nginx holds them. Set proxy_buffering off, or let the backend send X-Accel-Buffering: no. Tunnels are never buffered.',
  bad: `events {}
http {
    upstream events { server 127.0.0.1:8080; }
    server {
        listen 80;
        location / {
            proxy_pass http://events;
            proxy_http_version 1.0;
        }
    }
}`,
  good: `events {}
http {
    upstream events { server 127.0.0.1:8080; }
    server {
        listen 80;
        location / {
            proxy_pass http://events;
            proxy_http_version 1.0;
            proxy_buffering off;
        }
    }
}`,
  config: onPossibleRequest(function* (path) {
    const isPassed = isUpgradePassed(path.handshake);
    // A plain request is followed only where there may be something to tell of it.
    if (isPassed && !namesEvents(path.model)) return undefined;
    const { plain } = path;
    const { answer, passing } = plain;
    const request = passing?.request;
    if (answer === undefined || request === undefined) return undefined;
    if (!answer.buffering.isOn) return undefined;
    const types = answer.gzip.isOn ? compressedEvents(path) : undefined;
    if (types !== undefined) {
      yield {
        at: types,
        message: `gzip gathers text/event-stream before it sends anything, as proxy_buffering is on: events of plain HTTP arrive late, or all at the end. ${hasArgument(types, EVENTS) ? 'Take text/event-stream out of gzip_types' : 'The * of gzip_types means it, too: name the types that are to be compressed'}, or set proxy_buffering off where events are served. Tunnels are not compressed.`,
        related: answer.gzip.at === undefined ? [] : [{ at: answer.gzip.at, message: 'gzip.' }],
        fix: uncompressed(types) ?? offFix(path),
      };
    }
    // A handshake over HTTP/1.0 is for http-version to tell of.
    if (request.httpVersion === '1.0' && servesPushes(path) && !isPassed) yield* heldBack(path);
    return undefined;
  }),
  live: live(['stream'], function* ({ stream: { variants } }) {
    const held = variants.filter(({ atOnce }) => !atOnce);
    if (held.length > 0) {
      const encodings = held.map(({ acceptEncoding }) => acceptEncoding).join(' as well as ');
      yield {
        message: `With Accept-Encoding: ${encodings} the first event was held back until the backend sent more. Set proxy_buffering off where events are served, and no gzip for text/event-stream.`,
      };
    }
    const slowest = Math.max(...variants.map(({ ms }) => ms));
    return held.length === 0
      ? `the first event came after ${Math.round(slowest)} ms, while the second was still held by the backend`
      : 'the first event was held back';
  }),
};

/** What is pushed over HTTP/1.0. */
function* heldBack(path: SocketPath): Generator<ConfigProblem> {
  const { plain } = path;
  const level = plain.exchange?.level;
  const at = level?.effective('proxy_http_version').at(-1) ?? blockOf(plain);
  if (at === undefined) return;
  const ignoring = level
    ?.effective('proxy_ignore_headers')
    .find((line) => hasArgument(line, 'x-accel-buffering'));
  const cure =
    ignoring === undefined
      ? 'Set proxy_buffering off here, or let the backend send X-Accel-Buffering: no.'
      : 'Set proxy_buffering off here: X-Accel-Buffering: no of the backend has no effect, as proxy_ignore_headers names it.';
  yield {
    at,
    message: `The backend is spoken to over HTTP/1.0, and proxy_buffering is on: nginx holds what it pushes (server-sent events, streams) until the answer ends, so nothing arrives. ${cure}`,
    related:
      ignoring === undefined ? [] : [{ at: ignoring, message: 'X-Accel-Buffering is ignored.' }],
    fix: offFix(path),
  };
}

/** The `gzip_types` that names what server-sent events come as. */
function compressedEvents(path: SocketPath): Placed | undefined {
  const lines = path.plain.exchange?.level.effective('gzip_types') ?? [];
  const named = lines.find((line) => hasArgument(line, EVENTS));
  const pushes = servesPushes(path);
  if (pushes) return named ?? lines.find((line) => hasArgument(line, '*'));
  return plainUse(path) === 'none' || hasEventsElsewhere(path) ? undefined : named;
}

/** Whether a location of the server is set up for events: the others are hardly for them, too. */
function hasEventsElsewhere({ handshake }: SocketPath): boolean {
  const server = handshake.arrival.choice?.server.level;
  return server !== undefined && isSetForEvents(server);
}

const isSetForEvents = remembered((server: Level) =>
  [...everyLocation(server)].some(
    ({ level }) =>
      !setsUpgrade(level) &&
      level.named('proxy_buffering').some((line) => hasArgument(line, 'off')),
  ),
);

const EVENTS = 'text/event-stream';

/** Whether any line of the configuration has events compressed. */
export const namesEvents: (model: Model) => boolean = remembered(({ http }: Model) =>
  (http?.configuration.names.has('gzip_types') ? everyLevel(http) : [])
    .flatMap((level) => level.named('gzip_types'))
    .some((line) => hasArgument(line, EVENTS) || hasArgument(line, '*')),
);

function hasArgument({ directive }: Placed, wanted: string): boolean {
  return directive.args.some(({ value }) => value.toLowerCase() === wanted);
}

/** Whether names speak of answers that do not end; what a server is called counts, too. */
function servesPushes({ plain, url, intent, isPlain }: SocketPath): boolean {
  const upstream = plain.passing?.target?.upstream?.name ?? '';
  const names = [url, plain.location?.pattern ?? '', upstream].filter(isNamedForPushes);
  // Who asks for a WebSocket means one by a name that both go by.
  return intent === 'asked' && !isPlain ? names.some(isSurelyForPushes) : names.length > 0;
}

function offFix(path: SocketPath): Fix | undefined {
  return settingFix(path, 'Set proxy_buffering off', 'proxy_buffering', 'off');
}

/** The line without the type; undefined where that is the only one, or all are meant. */
function uncompressed({ directive, file }: Placed): Fix | undefined {
  const at = directive.args.findIndex(({ value }) => value.toLowerCase() === 'text/event-stream');
  const type = directive.args[at];
  if (type === undefined || directive.args.length === 1) return undefined;
  // With the space before it, or behind it where it stands first.
  const before = directive.args[at - 1];
  const after = directive.args[at + 1];
  const start = before?.span.end ?? type.span.start;
  const end = before === undefined ? (after?.span.start ?? type.span.end) : type.span.end;
  const edit = { span: { start, end }, text: '' };
  return { title: 'Take text/event-stream out of gzip_types', safe: true, edits: [{ file, edit }] };
}
