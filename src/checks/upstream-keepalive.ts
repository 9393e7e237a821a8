import type { Upstream } from '../nginx/model/index.ts';
import {
  insertAfter,
  type Placed,
  removeDirective,
  replaceArgument,
} from '../nginx/syntax/index.ts';
import { blockOf } from './block-of.ts';
import { type Check, live } from './check.ts';
import { type ConfigProblem, type Fix, onPath, type SocketPath } from './configuration.ts';
import { connectionVariable } from './fixes/connection-variable.ts';
import { proxyHeadersFix } from './fixes/proxy-headers.ts';
import { plainUse } from './plain-use.ts';
import { sentHeader } from './sent-header.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

export const upstreamKeepalive: Check = {
  id: 'upstream-keepalive',
  severity: 'advice',
  title: 'Every plain request opens a new connection to the backend',
  why: 'The map that the web copies sends "Connection: close" when there is no upgrade, and so ends the upstream connection after every plain request, whatever keepalive says; from 1.29.7 on it breaks what would work by default. The right value for "no upgrade" is the empty string.',
  bad: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' close; }
    upstream backend { server 127.0.0.1:8080; keepalive 8; }
    server {
        listen 80;
        location / {
            proxy_pass http://backend;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  good: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    upstream backend { server 127.0.0.1:8080; keepalive 8; }
    server {
        listen 80;
        location / {
            proxy_pass http://backend;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  config: onPath(function* (path) {
    if (plainUse(path) === 'none') return undefined;
    const { handshake, plain } = path;
    const upstream = plain.passing?.target?.upstream;
    if (upstream === undefined) return undefined;
    yield* lostPools(upstream);
    const pool = upstream.keepalive;
    if (pool === undefined || !isUpgradePassed(handshake)) return undefined;
    const { value, line } = sentHeader(plain, 'Connection');
    if (value !== undefined && value.text === undefined) {
      return { cannotTell: `Connection of a plain request: ${value.unknown.why}` };
    }
    if (value === undefined || !/(?:^|,)\s*close\s*(?:,|$)/i.test(value.text)) return undefined;
    const entry = value.from.find(({ directive }) => directive.parent.owner?.name === 'map');
    const at = entry ?? line ?? blockOf(handshake);
    if (at === undefined) return undefined;
    const kept =
      pool.placed === undefined ? 'would be kept by default' : 'are to be kept (keepalive)';
    yield {
      at,
      message: `Connections to ${upstream.name} ${kept}, but plain requests are sent with "Connection: close": each of them opens a new one. Send no Connection with them: '' in place of close.`,
      related: pool.placed === undefined ? [] : [{ at: pool.placed, message: 'The pool.' }],
      fix: entry === undefined ? headerFix(path) : emptied(entry),
    };
    return undefined;
  }),
  live: live(['plain'], function* ({ plain: { arrivals } }) {
    if (arrivals.length < 2) return 'fewer than two plain requests arrived';
    const nodes = new Set(arrivals.map(({ node }) => node)).size;
    const connections = new Set(arrivals.map(({ node, connection }) => `${node} ${connection}`))
      .size;
    const saw = `${arrivals.length} plain requests, ${connections} upstream connection${connections === 1 ? '' : 's'}`;
    // One each is what balancing over the nodes costs; more means that none was reused.
    if (connections > nodes) {
      yield {
        message: `${saw} to ${nodes} node${nodes === 1 ? '' : 's'}: each request pays for a new one. Give the upstream a keepalive pool, and plain requests an empty Connection header.`,
      };
    }
    return saw;
  }),
};

/** Before 1.29.7 a balancing method that stands behind `keepalive` undoes it. */
function* lostPools({ lost }: Upstream): Generator<ConfigProblem> {
  for (const { placed, by } of lost) {
    if (placed.directive.name !== 'keepalive') continue;
    const { name, tree, span } = placed.directive;
    const text = tree.source.chars.slice(span.start, span.end);
    const edits = [...removeDirective(placed.directive)].map((edit) => ({
      file: placed.file,
      edit,
    }));
    const added = insertAfter(by.directive, text).map((edit) => ({ file: by.file, edit }));
    yield {
      at: placed,
      where: 'upstream',
      message: `${name} has no effect: ${by.directive.name} stands behind it and replaces what it set up, so each plain request opens a new connection. Put keepalive behind ${by.directive.name}.`,
      related: [{ at: by, message: 'The method that undoes it.' }],
      fix: {
        title: `Put keepalive behind ${by.directive.name}`,
        safe: true,
        edits: [...edits, ...added],
      },
    };
  }
}

function emptied({ directive, file }: Placed): Fix | undefined {
  const [argument] = directive.args;
  if (argument === undefined) return undefined;
  const edits = replaceArgument(directive.tree, argument, "''").map((edit) => ({ file, edit }));
  return { title: 'Let plain requests carry no Connection', safe: true, edits };
}

function headerFix(path: SocketPath): Fix | undefined {
  const { variable, edits } = connectionVariable(path);
  const header = { name: 'Connection', value: variable };
  return proxyHeadersFix(path, `Set Connection ${variable}`, [header], { http11: true, edits });
}
