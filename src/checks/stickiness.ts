import { isAtLeast } from '../nginx/catalog/version.ts';
import type { Upstream, UpstreamServer } from '../nginx/model/index.ts';
import { insertFirst, insertLast, replaceDirective } from '../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigVerdict, Fix, SocketPath } from './configuration.ts';
import { type Hold, holdOfKey } from './hold-of-key.ts';
import { hopTakenForClient } from './hop-taken-for-client.ts';
import { needsItsNode } from './needs-its-node.ts';
import { splitByRequest } from './split-by-request.ts';

/** Whether a client comes back to the node that knows it: the rule of `sticky`. */
export function* judgeStickiness(path: SocketPath): Generator<ConfigProblem, ConfigVerdict> {
  const upstream = path.handshake.passing?.target?.upstream;
  if (upstream?.placed === undefined) {
    const split = splitByRequest(path);
    if (split !== undefined) yield split;
    return undefined;
  }
  // A plain request comes back to its node where it is one of a session.
  if (path.isPlain && !needsItsNode(path, upstream.name)) return undefined;
  const nodes = nodesOf(upstream);
  if (nodes.length < 2 || upstream.sticky !== undefined) return undefined;
  const hold = holdOf(upstream);
  if (hold === 'unknown') {
    return { cannotTell: `how ${upstream.balancing.name} leads clients of ${upstream.name}` };
  }
  if (hold === 'client') {
    yield* judgeAddresses(path, upstream);
    return undefined;
  }
  yield torn(path, upstream, nodes, hold);
  return undefined;
}

/** Those that get requests while all is well. */
function nodesOf({ servers }: Upstream): UpstreamServer[] {
  return servers.filter(({ down, backup }) => !down && !backup);
}

function holdOf({ balancing }: Upstream): Hold {
  const { name, arguments: words } = balancing;
  if (name === 'ip_hash') return 'client';
  if (/^(?:round_robin|least_conn|least_time|random|fair)$/.test(name)) return 'request';
  return name === 'hash' ? holdOfKey(words[0] ?? '') : 'unknown';
}

function torn(
  path: SocketPath,
  upstream: Upstream,
  nodes: readonly UpstreamServer[],
  hold: Hold,
): ConfigProblem {
  const at = upstream.placed;
  if (at === undefined) throw new Error('Only a group has several nodes.');
  const needs = needsItsNode(path, upstream.name);
  return {
    at: upstream.balancing.placed ?? at,
    where: `upstream ${upstream.name}`,
    severity: needs ? 'warning' : 'advice',
    message: `A client that polls (Socket.IO, SignalR, SockJS) or comes back to a session reaches any of the ${nodes.length} nodes of ${upstream.name}, by ${method(upstream)}${hold === 'session' ? ', which leads the first request, that has no id yet, elsewhere' : ''}; the others do not know it and answer 400 or 404 ("Session ID unknown"). Lead clients back to their node: ${cureOf(path, upstream)}.`,
    related: nodes
      .slice(0, SHOWN_NODES)
      .map((node) => ({ at: node.placed, message: 'is one of the nodes' })),
    fix: stickyFix(path, upstream, needs),
  };
}

const SHOWN_NODES = 4;

function cureOf({ model }: SocketPath, { servers }: Upstream): string {
  if (isAtLeast(model.version, '1.29.6')) return 'sticky cookie';
  const takesNoBackup = servers.some(({ backup }) => backup)
    ? ', neither of which takes a backup'
    : '';
  return `ip_hash, or hash on a cookie${takesNoBackup}`;
}

function method({ balancing }: Upstream): string {
  return balancing.name === 'round_robin'
    ? 'turns'
    : [balancing.name, ...balancing.arguments].join(' ');
}

/** Before 1.29.6 by the address; those methods take no `backup`, and then there is no simple way. */
function stickyFix({ model }: SocketPath, upstream: Upstream, safe: boolean): Fix | undefined {
  const { placed, balancing } = upstream;
  const block = placed?.directive.block;
  if (placed === undefined || block === undefined) return undefined;
  if (isAtLeast(model.version, '1.29.6')) {
    const edits = insertLast(block, 'sticky cookie node path=/ httponly;');
    return {
      title: `Lead clients of ${upstream.name} back by a cookie`,
      safe,
      edits: edits.map((edit) => ({ file: placed.file, edit })),
    };
  }
  if (upstream.servers.some(({ backup }) => backup)) return undefined;
  const old = balancing.placed;
  const edits =
    old === undefined
      ? insertFirst(block, 'ip_hash;')
      : replaceDirective(old.directive, 'ip_hash;');
  return {
    title: `Lead clients of ${upstream.name} back by their address`,
    safe,
    edits: edits.map((edit) => ({ file: (old ?? placed).file, edit })),
  };
}

/** Behind a load balancer all clients have its address, unless nginx is told to look further. */
function* judgeAddresses(path: SocketPath, upstream: Upstream): Generator<ConfigProblem> {
  const at = upstream.balancing.placed;
  const taken = hopTakenForClient(path);
  if (taken === undefined || at === undefined) return;
  if (/cookie/.test(upstream.balancing.arguments[0] ?? '')) return;
  const { hop, cure } = taken;
  yield {
    at,
    where: `upstream ${upstream.name}`,
    severity: needsItsNode(path, upstream.name) ? 'warning' : 'advice',
    message: `${upstream.balancing.name} goes by the address, and every client comes from ${hop}: few nodes get all of them, and one that reconnects by another address of ${hop} lands elsewhere. ${cure}, or choose by a cookie.`,
  };
}
