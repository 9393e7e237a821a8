import type { Upstream, UpstreamServer } from '../nginx/model/index.ts';
import { type Check, live } from './check.ts';
import { type ConfigProblem, onPath, type SocketPath } from './configuration.ts';
import { replaceWords } from './fixes/replace-words.ts';

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
  config: onPath(function* (path) {
    const { passing } = path.handshake;
    const target = passing?.target;
    if (passing === undefined || target === undefined) return undefined;
    const { upstream, fault, line } = target;
    if (upstream === undefined) {
      return { cannotTell: 'where proxy_pass leads is only known when nginx runs' };
    }
    if (fault?.status === 502) {
      yield unreachable(path, upstream, fault.why);
      return undefined;
    }
    for (const server of upstream.servers) {
      if (server.down) continue;
      if (isLocalhost(server)) yield localhost(server);
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

/** No request can get to any server, as the model found out. */
function unreachable(path: SocketPath, upstream: Upstream, why: string): ConfigProblem {
  const line = path.handshake.passing?.target?.line;
  const { placed } = upstream;
  const areDown = upstream.servers.every(({ down }) => down);
  const at = areDown && placed !== undefined ? placed : line;
  if (at === undefined) throw new Error('What is proxied has a proxy_pass.');
  return {
    at,
    severity: path.intent === 'possible' ? 'warning' : 'error',
    ...(areDown ? { where: `upstream ${upstream.name}` } : {}),
    message: areDown
      ? `${why}, so every handshake is answered 502 ("no live upstreams"). Take "down" from at least one of them.`
      : `${why}: every handshake is answered 502 ("no resolver defined"). Set resolver to the address of a name server (127.0.0.11 in Docker), or write the name into proxy_pass without a variable.`,
    related: areDown
      ? upstream.servers.map((server) => ({ at: server.placed, message: 'is marked down' }))
      : [],
  };
}

function isLocalhost({ endpoint }: UpstreamServer): boolean {
  return !('error' in endpoint) && endpoint.kind === 'name' && /^localhost$/i.test(endpoint.host);
}

function localhost(server: UpstreamServer): ConfigProblem {
  return {
    at: server.placed,
    severity: 'advice',
    message: `${server.written} has two meanings, 127.0.0.1 and [::1], and nginx asks them in turn: where the backend listens on one alone, the other refuses the connection, nginx logs an error and asks again, and for 10 s counts a server as failed. Write the address that the backend listens on.`,
    fix: {
      title: 'Write 127.0.0.1 for localhost',
      // Only the user knows on which address the backend listens.
      safe: false,
      edits: replaceWords(server.placed, [[/localhost(?=[:/]|$)/i, '127.0.0.1']]),
    },
  };
}

function isLookedUpOnce({ lookup }: Upstream, { endpoint, resolve }: UpstreamServer): boolean {
  return lookup === 'start' && !resolve && !('error' in endpoint) && endpoint.kind === 'name';
}

function once(server: UpstreamServer, isInPass: boolean): ConfigProblem {
  return {
    at: server.placed,
    severity: 'advice',
    message: `nginx looks ${server.written} up when it starts, and never again: when the address changes (a container is made anew, a load balancer moves), handshakes end in 502 or 504 until nginx is reloaded. ${isInPass ? 'Put the name into a variable and set a resolver' : 'Add resolve to the line (1.27.3 and later; it needs zone and resolver)'} where the address may change.`,
  };
}
