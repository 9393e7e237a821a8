import { readTime, type Trace } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { blockOf } from './block-of.ts';
import { type Check, live } from './check.ts';
import { onPath, type SocketPath } from './configuration.ts';
import { timeInWords } from './durations.ts';
import { settingFix } from './fixes/setting.ts';
import { type OtherTimeout, otherTimeouts } from './other-timeouts.ts';
import { placeInWords } from './place-in-words.ts';
import { enoughFor, shortness } from './silence.ts';
import { judgeSilence } from './silence-live.ts';
import { everyLocation } from './socket-locations.ts';
import { isUnreadable } from './unreadable-time.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

export const idleTimeout: Check = {
  id: 'idle-timeout',
  severity: 'error',
  title: 'A quiet tunnel is closed before the next heartbeat',
  why: 'nginx closes a tunnel that was silent in both directions for proxy_read_timeout, 60 s by default, with a bare FIN: browsers report 1006. Bytes in either direction count. proxy_send_timeout, keepalive_timeout and the client timeouts do not matter. Make proxy_read_timeout longer than the heartbeat, with room for two that are late.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_read_timeout 1s;
        }
    }
}`,
  good: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_read_timeout 1h;
        }
    }
}`,
  config: onPath(function* (path) {
    const { handshake, facts } = path;
    const read = handshake.timeouts?.read;
    if (read === undefined || isUnreadable(read) || !isUpgradePassed(handshake)) return undefined;
    const short = shortness(read.ms, facts.heartbeatMs);
    if (short === undefined) return undefined;
    const left = leftBehind(handshake, read.ms);
    const others =
      handshake.exchange === undefined
        ? []
        : otherTimeouts(handshake.exchange.level, handshake.passing?.target?.upstream);
    const [raised] = read.at === undefined && left === undefined ? others : [];
    const at = read.at ?? raised?.line ?? blockOf(handshake);
    if (at === undefined) return undefined;
    const enough = enoughFor(facts.heartbeatMs);
    const isMeant = raised !== undefined || left !== undefined;
    const instead = raised === undefined ? left && sayOfLeft(left, path) : sayOf(raised);
    const what =
      read.ms === 0
        ? 'proxy_read_timeout 0 gives the backend no time at all: the handshake itself is answered 504 at once, and no tunnel comes of it.'
        : `After ${timeInWords(read.ms)} of silence nginx closes the tunnel, by proxy_read_timeout${read.at === undefined ? ', which has its default here' : ''}, and browsers report 1006. ${short.why}`;
    yield {
      at,
      severity: !isMeant || short.severity === 'error' ? short.severity : 'warning',
      message: `${instead === undefined ? '' : `${instead} `}${what} ${short.severity === 'advice' && !isMeant ? 'Otherwise set' : 'Set'} proxy_read_timeout ${enough}.`,
      related: [
        ...(left === undefined
          ? []
          : [{ at: left, message: 'It has no effect where the request ends up.' }]),
        ...others
          .filter((other) => other !== raised)
          .map((other) => ({ at: other.line, message: sayOf(other) })),
      ],
      fix: settingFix(path, `Set proxy_read_timeout ${enough}`, 'proxy_read_timeout', enough, {
        safe: isMeant || short.severity !== 'advice' || isForSocket(path),
      }),
    };
    return undefined;
  }),
  live: live(['silence'], ({ silence }) => judgeSilence(silence, 'proxy_read_timeout')),
};

/**
 * Whether a longer time is wanted for sure though heartbeats may be frequent enough: nobody chose
 * another one, and the location is the socket's own.
 */
function isForSocket({ handshake, intent }: SocketPath): boolean {
  if (handshake.timeouts?.read.at !== undefined) return false;
  const own = handshake.exchange?.level.named('proxy_set_header') ?? [];
  return (
    intent === 'asked' ||
    own.some(({ directive }) => /^upgrade$/i.test(directive.args[0]?.value ?? ''))
  );
}

function sayOf({ name, line, purpose }: OtherTimeout): string {
  return `${name} ${line.directive.args[0]?.raw} does not keep a tunnel open: it ${purpose}.`;
}

/** `proxy_read_timeout` as it was raised in a location that the request only came through. */
function leftBehind({ steps, location, exchange }: Trace, idleMs: number): Placed | undefined {
  const passed = steps.flatMap(({ kind, at }) =>
    kind === 'location' && at !== undefined && at !== location?.placed ? [at] : [],
  );
  if (exchange === undefined || passed.length === 0) return undefined;
  for (const { placed, level } of everyLocation(exchange.server)) {
    const line = passed.includes(placed) ? level.last('proxy_read_timeout') : undefined;
    const isRaised = (readTime(line?.directive.args[0]?.value ?? '') ?? 0) > idleMs;
    // What is nested in the location takes it over.
    const isHere =
      line !== undefined && exchange.level.effective('proxy_read_timeout').includes(line);
    if (isRaised && !isHere) return line;
  }
  return undefined;
}

function sayOfLeft({ directive }: Placed, path: SocketPath): string {
  const owner = directive.parent.owner;
  const from =
    owner?.name === 'location'
      ? `location ${owner.args.map(({ raw }) => raw).join(' ')}`
      : 'a location before';
  return `proxy_read_timeout ${directive.args[0]?.raw} of ${from} has no effect: nginx hands the request over to ${placeInWords(path)}, which does not take it over.`;
}
