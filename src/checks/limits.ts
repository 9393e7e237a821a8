import type { Limit } from '../nginx/model/index.ts';
import { insertAfter, insertLast, type Placed, replaceArgument } from '../nginx/syntax/index.ts';
import type { Check } from './check.ts';
import { type ConfigProblem, type Fix, onPath, type SocketPath } from './configuration.ts';
import { limitsLive } from './limits-live.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

/** So many people sit behind one address of an office, a school or a mobile carrier. */
const ENOUGH_PER_CLIENT = 100;

export const limits: Check = {
  id: 'limits',
  severity: 'warning',
  title: 'A limit takes long-lived tunnels for abuse',
  why: 'limit_conn counts a tunnel for as long as it is open: a few tabs, or a few people behind one address, use the limit up, and further handshakes get 503 (limit_conn_status). limit_req counts handshakes only, but all of an office come back at once after a reload. Give the location of the socket limits of its own.',
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
    for (const limit of path.handshake.limits) {
      if (limit.isDryRun || limit.zoneAt === undefined) continue;
      if (limit.kind === 'limit_conn') yield* judgeConnections(path, limit, limit.zoneAt);
      else yield* judgeRequests(limit, limit.zoneAt);
    }
    return undefined;
  }),
  live: limitsLive,
};

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
      message: `Each tunnel counts for as long as it is open: after ${most} from one address further handshakes are refused with ${status}, so a user with some tabs, or an office behind one address, is locked out. Allow more where sockets are served, or count by user.`,
      related,
      fix: connectionsFix(path, at, zone),
    };
  } else if (tunnels !== undefined && isOfAll(key) && most < tunnels) {
    yield {
      at,
      severity: 'error',
      message: `${most} connections are allowed in all, and ${tunnels} tunnels are to be open: the rest get ${status}.`,
      related,
    };
  }
}

/** Fewer than one a second without a burst: one page that connects twice is refused. */
function* judgeRequests(
  { at, key, most, burst, status }: Limit,
  zoneAt: Placed,
): Generator<ConfigProblem> {
  const [, count = '', unit] = /^(\d+)r\/([sm])$/.exec(most) ?? [];
  const aSecond = unit === 'm' ? Number(count) / 60 : Number(count);
  if (!isOfClient(key) || count === '' || aSecond >= 1 || burst >= 5) return;
  yield {
    at,
    message: `Handshakes of one address beyond ${count} a ${unit === 'm' ? 'minute' : 'second'} are refused with ${status}: a client that reconnects, or polls, is locked out. Give the location of the socket a burst.`,
    related: [{ at: zoneAt, message: 'The rate.' }],
  };
}

function isOfClient(key: string): boolean {
  return /remote_addr|realip|x_forwarded_for|x_real_ip|cf_connecting_ip|client_ip/i.test(key);
}

function isOfAll(key: string): boolean {
  return /^\$\{?(?:server_name|host|http_host)\}?$/i.test(key);
}

/** It loosens what somebody meant to protect, so it is for them to decide. */
function connectionsFix(path: SocketPath, line: Placed, zone: string): Fix | undefined {
  const { location } = path.handshake;
  const block = location?.placed.directive.block;
  if (location === undefined || block === undefined) return undefined;
  const title = `Allow ${ENOUGH_PER_CLIENT} connections of an address in location ${location.pattern}`;
  const [, count] = line.directive.args;
  if (line.directive.parent === block && count !== undefined) {
    const edits = replaceArgument(line.directive.tree, count, String(ENOUGH_PER_CLIENT));
    return { title, safe: false, edits: edits.map((edit) => ({ file: line.file, edit })) };
  }
  // One of its own ends all that the location takes over, so only a lone one may be written.
  const { level } = location;
  if (level.named('limit_conn').length > 0 || level.effective('limit_conn').length > 1)
    return undefined;
  const pass = location.level.last('proxy_pass')?.directive;
  const text = `limit_conn ${zone} ${ENOUGH_PER_CLIENT};`;
  const edits = pass?.parent === block ? insertAfter(pass, text) : insertLast(block, text);
  return {
    title,
    safe: false,
    edits: edits.map((edit) => ({ file: location.placed.file, edit })),
  };
}
