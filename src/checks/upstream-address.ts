import type { Upstream, UpstreamServer } from '../nginx/model/index.ts';
import { refusedTarget } from '../nginx/model/proxy/proxy-target.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { type Check, live } from './check.ts';
import { type ConfigProblem, type Fix, onRequest, type SocketPath } from './configuration.ts';
import { replaceWords } from './fixes/replace-words.ts';
import { isNamedByPath } from './named-by-path.ts';
import { leadsBack } from './own-circle.ts';
import { placeInWords } from './place-in-words.ts';
import { setBehindBreak } from './set-behind-break.ts';
import { isUnresolvedName } from './unresolved-name.ts';

export const upstreamAddress: Check = {
  id: 'upstream-address',
  severity: 'warning',
  title: 'The address of the backend is not found, or only once',
  why: 'A name in proxy_pass or in an upstream is looked up when nginx starts, and not again: where containers or load balancers change their addresses, nginx goes on asking the old one (502, 504) until it is reloaded. From 1.27.3 on, server … resolve in a group with zone and resolver looks it up again; before, a variable in proxy_pass and a resolver do. A variable without a resolver finds nothing (502). localhost is 127.0.0.1 and ::1: a backend that listens on one of them refuses every other connection.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            set $backend ws.backend.internal;
            proxy_pass http://$backend:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  good: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            resolver 127.0.0.1 valid=10s;
            set $backend ws.backend.internal;
            proxy_pass http://$backend:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  config: onRequest(function* (path) {
    const { passing } = path.handshake;
    const target = passing?.target;
    if (passing === undefined || target === undefined) return undefined;
    const { upstream, fault, line } = target;
    if (upstream === undefined) {
      // With what config-valid says of such a line, nothing is left to say.
      if (refusedTarget(path.model, line) !== undefined) return undefined;
      const unset = fault?.status === 500 ? setBehindBreak(path, line) : undefined;
      if (unset !== undefined) {
        yield unset;
        return undefined;
      }
      if (!isUnresolvedName(path, line)) {
        return { cannotTell: 'where proxy_pass leads is only known when nginx runs' };
      }
      yield notLookedUp(line);
      return undefined;
    }
    if (fault?.status === 502) {
      const areDown = upstream.servers.every(({ down }) => down);
      if (!areDown && isNamedByPath(path, line)) {
        return { cannotTell: 'the path that clients ask for names the backend' };
      }
      yield areDown ? allDown(upstream, line, fault.why) : notLookedUp(line);
      return undefined;
    }
    const back = leadsBack(path.handshake);
    if (back !== undefined) {
      yield circle(path, back, line);
      return undefined;
    }
    for (const server of upstream.servers) {
      if (server.down) continue;
      if (isBehindSocket(server)) yield behindSocket(path, server);
      else if (isLocalhost(upstream, server)) yield localhost(server, onlyOnce(path));
      else if (isLookedUpOnce(upstream, server)) yield once(server, line === server.placed);
    }
    return undefined;
  }),
  live: live(['errorLog'], function* ({ errorLog: { status, detail, lines } }) {
    const fault = FAULTS.find(({ logged }) => lines.some((line) => logged.test(line)));
    if (fault !== undefined) {
      const words = lines.flatMap((line) => fault.logged.exec(line)?.[0] ?? [])[0];
      yield {
        severity: 'error',
        message: `The handshake is answered ${detail}, and the error log says "${words}". ${fault.cure}`,
      };
      return `${words}`;
    }
    return status === 502 || status === 504
      ? { cannotTell: `${detail}, and the error log names no address` }
      : 'no address was missing';
  }),
};

/** What nginx logs where it has no address to connect to (ngx_http_upstream.c, ngx_resolver.c). */
const FAULTS = [
  {
    logged: /no resolver defined to resolve \S+?(?=,|$)/,
    cure: 'Set resolver to the address of a name server (127.0.0.11 in Docker), or write the name into proxy_pass without a variable.',
  },
  {
    logged: /\S+ could not be resolved(?: \([^)]*\))?|host not found in upstream "[^"]*"/,
    cure: 'See that the name server of the resolver line knows the name, and that the name is written right.',
  },
  {
    logged: /no live upstreams/,
    cure: 'Every server of the group is down, or was held for failed: take "down" from at least one of them.',
  },
] as const;

function allDown({ name, placed, servers }: Upstream, line: Placed, why: string): ConfigProblem {
  return {
    at: placed ?? line,
    severity: 'error',
    where: `upstream ${name}`,
    message: `${why}, so every request is answered 502 ("no live upstreams"). Take "down" from at least one of them.`,
    related: servers.map((server) => ({ at: server.placed, message: 'is marked down' })),
  };
}

/** With a variable anywhere in it, the URL is looked up for each request. */
function notLookedUp(line: Placed): ConfigProblem {
  const written = line.directive.args[0]?.value ?? '';
  const isLocal = /\/\/localhost\b/i.test(written);
  return {
    at: line,
    severity: 'error',
    message: `There is a variable in ${written}, so nginx looks the name in it up for each request, and no resolver is set: every request is answered 502 ("no resolver defined to resolve …"). ${isLocal ? 'Write 127.0.0.1 for localhost, which needs no looking up.' : 'Set resolver to the address of a name server (127.0.0.11 in Docker), or write the name into proxy_pass without a variable.'}`,
    fix: isLocal ? addressFix(line) : undefined,
  };
}

function circle(path: SocketPath, server: UpstreamServer, line: Placed): ConfigProblem {
  return {
    at: server.placed,
    severity: 'error',
    message: `${server.written} is where nginx itself listens, and the request comes back to ${placeInWords(path)}, which passes it on again and again, until worker_connections are used up: the client gets 502, and meanwhile others are turned away. Write the address and port that the backend listens on.`,
    related: server.placed === line ? [] : [{ at: line, message: 'leads there' }],
  };
}

/** A path behind the socket's own: the `:` that ends it was forgotten. */
const BEHIND_SOCKET = /(\.sock(?:et)?)(?=\/)/;

function isBehindSocket({ endpoint }: UpstreamServer): boolean {
  return !('error' in endpoint) && endpoint.kind === 'unix' && BEHIND_SOCKET.test(endpoint.host);
}

function behindSocket(
  { handshake }: SocketPath,
  { placed, written }: UpstreamServer,
): ConfigProblem {
  const isPass = placed.directive.name === 'proxy_pass';
  // nginx refuses a URI part where it has no prefix to put it in place of.
  const takesUri = isPass && placed === handshake.location?.level.last('proxy_pass');
  const isPlain = /^(?:prefix|prefix-no-regex|exact)$/.test(handshake.location?.kind ?? '');
  const cure = isPass
    ? 'Write a colon between the socket and the URI.'
    : 'Leave the path out; it belongs into proxy_pass.';
  return {
    at: placed,
    severity: 'error',
    message: `nginx takes all of ${written} for the path of the socket, and finds no socket there: every request is answered 502 ("connect() … failed (20: Not a directory)"). ${cure}`,
    fix:
      takesUri && isPlain
        ? {
            title: 'Write a colon between the socket and the URI',
            safe: true,
            edits: replaceWords(placed, [[BEHIND_SOCKET, '$1:']]),
          }
        : undefined,
  };
}

/** What a resolver finds for the name is its own affair. */
function isLocalhost({ lookup }: Upstream, { endpoint }: UpstreamServer): boolean {
  if (lookup !== 'start' || 'error' in endpoint) return false;
  return endpoint.kind === 'name' && /^localhost$/i.test(endpoint.host);
}

/** The line by which nginx asks no second server where the first refuses the connection. */
function onlyOnce({ handshake }: SocketPath): Placed | undefined {
  const last = (name: string): Placed | undefined =>
    handshake.exchange?.level.effective(name).at(-1);
  const tries = last('proxy_next_upstream_tries');
  if (tries?.directive.args[0]?.value === '1') return tries;
  const cases = last('proxy_next_upstream');
  const words = cases?.directive.args.map(({ value }) => value) ?? ['error'];
  return words.includes('error') && !words.includes('off') ? undefined : cases;
}

function localhost({ placed, written }: UpstreamServer, once: Placed | undefined): ConfigProblem {
  const then =
    once === undefined
      ? 'nginx logs an error and asks again, and for 10 s counts a server as failed'
      : `and nginx asks no other (${once.directive.name}): that request is answered 502, and 10 s later another one`;
  return {
    at: placed,
    severity: once === undefined ? 'advice' : 'warning',
    message: `${written} has two meanings, 127.0.0.1 and [::1], and nginx asks them in turn: where the backend listens on one alone, the other refuses the connection, ${then}. Write the address that the backend listens on.`,
    related: once === undefined ? [] : [{ at: once, message: 'forbids to ask again' }],
    fix: addressFix(placed),
  };
}

function addressFix(line: Placed): Fix {
  return {
    title: 'Write 127.0.0.1 for localhost',
    // Only the user knows on which address the backend listens.
    safe: false,
    edits: replaceWords(line, [[/localhost(?=[:/]|$)/i, '127.0.0.1']]),
  };
}

function isLookedUpOnce({ lookup }: Upstream, { endpoint, resolve }: UpstreamServer): boolean {
  return lookup === 'start' && !resolve && !('error' in endpoint) && endpoint.kind === 'name';
}

function once(server: UpstreamServer, isInPass: boolean): ConfigProblem {
  return {
    at: server.placed,
    severity: 'advice',
    message: `nginx looks ${server.written} up when it starts, and never again: when the address changes (a container is made anew, a load balancer moves), requests end in 502 or 504 until nginx is reloaded. ${isInPass ? 'Put the name into a variable and set a resolver' : 'Add resolve to the line (1.27.3 and later; it needs zone and resolver)'} where the address may change.`,
  };
}
