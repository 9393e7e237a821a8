import type { Limit } from '../nginx/model/index.ts';
import {
  type Edit,
  insertAfter,
  insertLast,
  type Placed,
  replaceDirective,
} from '../nginx/syntax/index.ts';
import type { Check } from './check.ts';
import { type ConfigProblem, type Fix, onPath, type SocketPath } from './configuration.ts';
import { hopTakenForClient, type TakenForClient } from './hop-taken-for-client.ts';
import { limitsLive } from './limits-live.ts';
import { isPollingByName } from './plain-use.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

/** So many people sit behind one address of an office, a school or a mobile carrier. */
const ENOUGH_PER_CLIENT = 100;

/** What one user hardly opens. */
const A_FEW_TABS = 20;

export const limits: Check = {
  id: 'limits',
  severity: 'warning',
  title: 'A limit takes long-lived tunnels for abuse',
  why: 'limit_conn counts a tunnel for as long as it is open: a few tabs, or a few people behind one address, use the limit up, and further handshakes get 503 (limit_conn_status). limit_req counts handshakes and polls: without a burst it refuses what comes closer together than the rate, and tabs, or all of an office, come back at once after a reload. Give the location of the socket limits of its own. Behind a load balancer all clients have one address, until set_real_ip_from and real_ip_header tell nginx to look further.',
  bad: `events {}
http {
    limit_conn_zone $binary_remote_addr zone=addresses:1m;
    server {
        listen 80;
        limit_conn addresses 5;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  good: `events {}
http {
    limit_conn_zone $binary_remote_addr zone=addresses:1m;
    server {
        listen 80;
        limit_conn addresses 5;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            limit_conn addresses 100;
        }
    }
}`,
  config: onPath(function* (path) {
    if (!isUpgradePassed(path.handshake)) return undefined;
    const taken = hopTakenForClient(path);
    for (const limit of path.handshake.limits) {
      if (limit.isDryRun || limit.zoneAt === undefined) continue;
      if (taken !== undefined && /remote_addr/i.test(limit.key)) {
        if (!isEnoughForAll(path, limit)) yield sharedByAll(taken, limit, limit.zoneAt);
      } else if (limit.kind === 'limit_conn') yield* judgeConnections(path, limit, limit.zoneAt);
      else yield* judgeRequests(path, limit, limit.zoneAt);
    }
    return undefined;
  }),
  live: limitsLive,
};

/** Whether all the tunnels that there are to be may be open at a time. */
function isEnoughForAll({ facts: { tunnels } }: SocketPath, { kind, most }: Limit): boolean {
  return kind === 'limit_conn' && tunnels !== undefined && Number(most) >= tunnels;
}

/** Behind a hop all clients have one address, or a few, unless nginx is told to look further. */
function sharedByAll(
  { hop, cure }: TakenForClient,
  { kind, at, most, status }: Limit,
  zoneAt: Placed,
): ConfigProblem {
  const allowed = kind === 'limit_conn' ? `${most} tunnels at a time` : `a rate of ${most}`;
  return {
    at,
    message: `Every client comes from ${hop} here, so all of them have ${allowed} together, and the rest get ${status}. ${cure}.`,
    related: [{ at: zoneAt, message: 'counts by the address of who connects' }],
  };
}

function* judgeConnections(
  path: SocketPath,
  { at, zone, key, most: written, status }: Limit,
  zoneAt: Placed,
): Generator<ConfigProblem> {
  const most = Number(written);
  if (!Number.isFinite(most)) return;
  const { tunnels } = path.facts;
  const related = [{ at: zoneAt, message: `What ${zone} counts by.` }];
  if (isOfClient(key)) {
    if (most >= ENOUGH_PER_CLIENT) return;
    yield {
      at,
      message: `Each tunnel counts for as long as it is open: after ${most} from one address further handshakes are refused with ${status}, so ${most < A_FEW_TABS ? 'a user with some tabs, or an office' : 'an office or a school'} behind one address is locked out. Allow more where sockets are served, or count by user.`,
      related,
      fix: connectionsFix(path, at, zone),
    };
  } else if (tunnels === undefined && isOfAll(key) && most < ENOUGH_PER_CLIENT) {
    yield {
      at,
      message: `${most} connections are allowed ${isOfPath(key) ? 'to each path' : 'in all'}, whoever opens them, and each tunnel counts for as long as it is open: the next user gets ${status}. Allow more where sockets are served, or count by user.`,
      related,
    };
  } else if (tunnels !== undefined && isOfAll(key) && most < tunnels) {
    yield {
      at,
      severity: 'error',
      message: `${most} connections are allowed ${isOfPath(key) ? 'to each path' : 'in all'}, and ${tunnels} tunnels are to be open: the rest get ${status}.`,
      related,
    };
  }
}

/** What one page asks for at once when it comes back: a socket or two in each of some tabs. */
const AT_ONCE = 3;
/** A client that polls asks several times for each session; so many also have to fit in a slow rate. */
const AT_ONCE_POLLING = 5;
/** Where a slow rate makes up for nothing, the sessions of some tabs have to fit, of four requests each. */
const AT_ONCE_POLLING_SLOWLY = 12;
/** Requests a second, as one tab that polls makes. */
const SLOW = 5;
/** Requests that come so close together come at once. */
const AT_ONCE_S = 0.1;
/** What is let through where clients come back together. */
const ENOUGH_BURST = 100;

/** Clients reconnect together, and those that poll ask many times: without a burst they are refused. */
function* judgeRequests(
  path: SocketPath,
  { at, zone, key, most, burst, status }: Limit,
  zoneAt: Placed,
): Generator<ConfigProblem> {
  const [, count = '', unit] = /^(\d+)r\/([sm])$/.exec(most) ?? [];
  if (!isOfClient(key) || count === '') return;
  const aSecond = unit === 'm' ? Number(count) / 60 : Number(count);
  const polls = isPollingByName(path.handshake);
  const needed = neededAtOnce(polls, aSecond);
  if (burst + aSecond * AT_ONCE_S >= needed) return;
  yield {
    at,
    message: `${count} a ${unit === 'm' ? 'minute' : 'second'} from one address ${count === '1' ? 'is' : 'are'} let through, and ${burst === 0 ? 'no burst' : `${burst} more at once (burst)`}; what comes closer together is refused with ${status}: ${polls ? 'a client that polls asks several times at once, and gets no session' : 'tabs, or an office behind one address, that reconnect together are locked out'}. Give the location of the socket a burst.`,
    related: [{ at: zoneAt, message: 'The rate.' }],
    fix: requestsFix(path, at, zone),
  };
}

function neededAtOnce(polls: boolean, aSecond: number): number {
  if (polls && aSecond < SLOW) return AT_ONCE_POLLING_SLOWLY;
  return polls || aSecond < 1 ? AT_ONCE_POLLING : AT_ONCE;
}

function isOfClient(key: string): boolean {
  return /remote_addr|realip|x_forwarded_for|x_real_ip|cf_connecting_ip|client_ip/i.test(key);
}

/** Whether it is the same for all clients of a socket. */
function isOfAll(key: string): boolean {
  return isOfPath(key) || /^\$\{?(?:server_name|host|http_host)\}?$/i.test(key);
}

function isOfPath(key: string): boolean {
  return /^\$\{?(?:document_)?uri\}?$/i.test(key);
}

function connectionsFix(path: SocketPath, line: Placed, zone: string): Fix | undefined {
  return ownLimitFix(path, line, {
    title: `Allow ${ENOUGH_PER_CLIENT} connections of an address`,
    text: `limit_conn ${zone} ${ENOUGH_PER_CLIENT};`,
  });
}

function requestsFix(path: SocketPath, line: Placed, zone: string): Fix | undefined {
  return ownLimitFix(path, line, {
    title: `Let ${ENOUGH_BURST} requests of an address through at once`,
    text: `limit_req zone=${zone} burst=${ENOUGH_BURST} nodelay;`,
  });
}

/** A limit of the location's own. It loosens what somebody meant to protect, so it is for them to decide. */
function ownLimitFix(
  path: SocketPath,
  line: Placed,
  { title, text }: { readonly title: string; readonly text: string },
): Fix | undefined {
  const { location } = path.handshake;
  const block = location?.placed.directive.block;
  if (location === undefined || block === undefined) return undefined;
  const fix = (edits: readonly Edit[]): Fix => ({
    title: `${title} in location ${location.pattern}`,
    safe: false,
    edits: edits.map((edit) => ({ file: location.placed.file, edit })),
  });
  if (line.directive.parent === block) return fix(replaceDirective(line.directive, text));
  // One of its own ends all that the location takes over, so only a lone one may be written.
  const { level } = location;
  const { name } = line.directive;
  if (level.named(name).length > 0 || level.effective(name).length > 1) return undefined;
  const pass = location.level.last('proxy_pass')?.directive;
  return fix(pass?.parent === block ? insertAfter(pass, text) : insertLast(block, text));
}
