import type { Trace } from '../nginx/model/index.ts';
import { type Placed, placeOf } from '../nginx/syntax/index.ts';
import { belowHop } from './below-hop.ts';
import { blockOf } from './block-of.ts';
import { type Check, live } from './check.ts';
import {
  atFirstHop,
  type ConfigProblem,
  onPossiblePath,
  type SocketPath,
} from './configuration.ts';
import { denialOf } from './denied-to-all.ts';
import { upgradeFix } from './fixes/upgrade-fix.ts';
import { lostHost } from './lost-host.ts';
import { ownHops } from './own-hops.ts';
import { consequenceOf, protocolOf } from './pass-words.ts';
import { placeInWords } from './place-in-words.ts';
import { setsUpgrade } from './socket-locations.ts';
import { isNamedForSockets } from './socket-names.ts';
import { unheardByHttp2 } from './unreachable.ts';
import { upgradeOwner } from './upgrade-owner.ts';
import { isUpgradePassed } from './upgrade-passed.ts';
import { type UpgradeHeaders, upgradeHeadersOf } from './upgrade-state.ts';

export const chainHop: Check = {
  id: 'chain-hop',
  severity: 'error',
  title: 'One of several proxies in a row does not pass the upgrade on',
  why: 'Upgrade and Connection are hop-by-hop: every nginx on the way drops them unless it is told to set them again. It takes one server in the chain without the two lines for the backend to see a plain GET. Set them, and HTTP/1.1, at every hop.',
  bad: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8081;
        }
    }
    server {
        listen 8081;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  good: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8081;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
    server {
        listen 8081;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  config: atFirstHop(
    onPossiblePath(function* (path) {
      const hops = ownHops(path.handshake);
      if (hops.length === 0) return undefined;
      if (upgradeOwner(path) === 'chain-hop') yield* thisHop(path, hops);
      else if (isUpgradePassed(path.handshake)) yield* laterHop(path, hops);
      return undefined;
    }),
  ),
  live: live(['chain'], function* ({ chain: { outer, hops } }) {
    const said = [{ name: 'outer', ...outer }, ...hops]
      .map(({ name, status, detail }) => `${name} ${status ?? detail}`)
      .join(', ');
    if (outer.status === 101) return said;
    const works = hops.findIndex(({ status }) => status === 101);
    const inner = hops[works];
    if (inner === undefined) return { cannotTell: `no hop answers 101: ${said}` };
    const before = works === 0 ? 'the server in front of it' : hops[works - 1]?.name;
    yield {
      message: `The handshake is answered ${outer.detail}, and 101 where ${inner.name} is asked directly: ${before} does not pass the upgrade on. Set Upgrade and Connection, over HTTP/1.1, there too.`,
    };
    return said;
  }),
};

function* thisHop(path: SocketPath, hops: readonly Trace[]): Generator<ConfigProblem> {
  const at = blockOf(path.handshake);
  const next = hops[0] && blockOf(hops[0]);
  if (at === undefined) return;
  const where = placeInWords(path);
  yield {
    at,
    severity: path.intent === 'possible' ? (isForSockets(hops) ? 'warning' : 'advice') : 'error',
    message: `The backend sees a plain GET instead of a handshake and answers 400, 404 or 426: ${where} passes the request on to another server of this configuration${next ? ` (${lineInWords(next)})` : ''} without Upgrade and Connection, so the upgrade ends here. Set both here, too.`,
    related: next === undefined ? [] : [{ at: next, message: 'the next hop' }],
    fix: upgradeFix(path, `Pass the upgrade on in ${where}`),
  };
}

/** A later server of the chain that sets the upgrade up shows what the whole chain is for. */
function isForSockets(hops: readonly Trace[]): boolean {
  return hops.some(({ exchange }) => exchange !== undefined && setsUpgrade(exchange.level));
}

function* laterHop(path: SocketPath, hops: readonly Trace[]): Generator<ConfigProblem> {
  const met = hops.find((hop) => !isUpgradePassed(hop));
  if (met === undefined || isRedirect(met) || met.outcome.kind === 'unknown') return;
  const below = belowHop(path, met);
  if (below === 'sockets') return;
  // What is proxied below the path is what sockets are for; pages and answers are not.
  const broken = met.passing === undefined && below !== undefined ? below : met;
  const { location } = broken;
  // Where its own name says so, it is judged as a path of its own.
  if (path.intent !== 'asked' && isNamedForSockets(location?.pattern ?? '')) return;
  const from = path.handshake.passing?.line;
  if (from === undefined) return;
  const related = [{ at: from, message: 'this line leads there' }];
  const unheard = unheardByHttp2({ ...path, handshake: met, plain: path.plain });
  if (unheard !== undefined) {
    yield { ...unheard, related };
    return;
  }
  const lost = lostHost(path);
  if (lost !== undefined) {
    if (blockOf(broken) !== undefined) yield lost;
    return;
  }
  const there: SocketPath = { ...path, handshake: broken, plain: path.plain };
  // Of a location below the path it is a guess that sockets are meant to come there.
  const problem = isToldThere(there) ? undefined : brokenThere(there, broken === met);
  if (problem !== undefined) yield { ...problem, related };
}

function brokenThere(there: SocketPath, safe: boolean): ConfigProblem | undefined {
  const { handshake } = there;
  const block = blockOf(handshake);
  if (block === undefined) return undefined;
  const name = placeInWords(there);
  const headers = upgradeHeadersOf(handshake);
  if (headers === undefined) {
    const at = handshake.passing?.line ?? denialOf(handshake) ?? block;
    const message = `The handshake ends at the next hop: ${name} (${lineInWords(at)}) ${endOf(handshake)}`;
    return { at, where: name, message };
  }
  return {
    at: block,
    where: name,
    message: `The backend sees a plain GET instead of a handshake and answers 400, 404 or 426: ${name} (${lineInWords(block)}), the next hop, does not pass the upgrade on. ${cureOf(headers)}`,
    fix: upgradeFix(there, `Pass the upgrade on in ${name}`, { safe }),
  };
}

function lineInWords(placed: Placed): string {
  const { file, line } = placeOf(placed);
  return `${file}:${line}`;
}

/** Whether the hop is judged as a path of its own, and a check tells of it there. */
function isToldThere(there: SocketPath): boolean {
  const { exchange, passing } = there.handshake;
  if (exchange === undefined || passing?.request === undefined) return false;
  if (there.intent === 'asked') {
    const owner = upgradeOwner(there);
    return owner === undefined || owner === 'header-value' || owner === 'header-inheritance';
  }
  // Where nobody asks, sockets are looked for where lines set them up.
  return (
    setsUpgrade(exchange.level) ||
    passing.request.dropped.some(({ name }) => /^upgrade$/i.test(name))
  );
}

/** What to set at a hop that lacks one of the headers, or both. */
function cureOf({ upgrade, connection }: UpgradeHeaders): string {
  const lacking = [upgrade, connection].filter(({ state }) => state !== 'right');
  return `Set ${lacking.map(({ name }) => name).join(' and ')} there, too.`;
}

/** What becomes of the handshake where `proxy_pass` does not pass it on, and what to do. */
function endOf(broken: Trace): string {
  const { passing } = broken;
  if (passing === undefined) {
    return denialOf(broken) !== undefined
      ? 'turns everybody away, by this line. Allow what comes from this nginx, or go to the backend directly.'
      : 'does not proxy it. Pass it on there, or go to the backend directly.';
  }
  const { name } = passing.line.directive;
  return `passes it on by ${name}, that is by ${protocolOf(name)}, ${consequenceOf(name)}. Have the backend listen for HTTP and pass the socket on with proxy_pass.`;
}

function isRedirect({ outcome }: Trace): boolean {
  return outcome.kind === 'response' && outcome.redirect !== undefined;
}
