import { type Level, Locations } from '../nginx/model/index.ts';
import { type Placed, replaceArgument } from '../nginx/syntax/index.ts';
import { type Check, live } from './check.ts';
import {
  atFirstHop,
  type ConfigProblem,
  type Fix,
  onPath,
  type SocketPath,
} from './configuration.ts';
import { connectSources, forbidsSockets } from './connect-sources.ts';
import { remembered } from './remembered.ts';

export const csp: Check = {
  id: 'csp',
  severity: 'warning',
  title: 'The Content-Security-Policy of the page forbids the WebSocket',
  why: "The browser asks the policy of the page before it opens a WebSocket: connect-src, or default-src where there is none. 'self' stands for the page's own host, WebSockets included (in Safari since 15.4); https:, https://host, and a host without a scheme do not stand for WebSockets. What is refused never reaches nginx: only the browser's console tells. Name 'self', or wss:// and the host, in connect-src.",
  bad: `events {}
http {
    server {
        listen 80;
        add_header Content-Security-Policy "default-src 'self'; connect-src https://api.example.com";
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
    server {
        listen 80;
        add_header Content-Security-Policy "default-src 'self'; connect-src 'self' https://api.example.com";
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  config: atFirstHop(
    onPath(function* (path) {
      const { handshake } = path;
      const server = handshake.arrival.choice?.server.level;
      if (server === undefined || handshake.passing === undefined) return undefined;
      for (const line of policiesIn(server)) yield* judge(path, line);
      return undefined;
    }),
  ),
  live: live(['pagePolicies'], function* ({ pagePolicies: { url, pages } }) {
    const told = new Set<string>();
    for (const { target, policies } of pages) {
      for (const policy of policies.filter((one) => !told.has(one))) {
        told.add(policy);
        const { name, sources } = connectSources(policy);
        if (sources === undefined || !forbidsSockets(name, sources)) continue;
        const { protocol, host } = new URL(url);
        yield {
          message: `The page ${target} cannot open ${url}: ${name} of its Content-Security-Policy allows ${sources.join(' ') || 'nothing'}, and no ${protocol} address among it. The browser refuses the WebSocket before it sends anything. Add 'self', or ${protocol}//${host}, to connect-src.`,
        };
      }
    }
    const targets = pages.map(({ target, status }) => `${target} (${status})`).join(', ');
    return `${told.size === 0 ? 'no policy' : `policies: ${told.size}`} on ${targets}`;
  }),
};

/**
 * The policies of the pages of a server: those of the server itself and of its front page. Other
 * locations may well hold uploads or images, whose policies are meant to forbid everything.
 */
const policiesIn = remembered((server: Level): ReadonlySet<Placed> => {
  const found = new Set<Placed>();
  if (!server.configuration.names.has('add_header')) return found;
  const front = Locations.of(server).all.filter(({ name }) => /^\/(?:index\.html)?$/.test(name));
  for (const level of [server, ...front.map((location) => location.level)]) {
    for (const line of level.effective('add_header')) {
      if (/^content-security-policy$/i.test(line.directive.args[0]?.value ?? '')) found.add(line);
    }
  }
  return found;
});

function* judge(path: SocketPath, line: Placed): Generator<ConfigProblem> {
  const { exchange, request } = path.handshake;
  const policy = exchange?.evaluate(line.directive.args[1]?.value ?? '', line).text;
  if (policy === undefined) return;
  const { name, sources } = connectSources(policy);
  if (sources === undefined || !forbidsSockets(name, sources)) return;
  const scheme = request.tls ? 'wss' : 'ws';
  yield {
    at: line,
    where: path.handshake.arrival.choice?.server.names[0]?.written ?? path.url,
    message: `A page with this policy cannot open ${path.url}: ${name} allows ${sources.join(' ') || 'nothing'}, and no ${scheme}: address among it. The browser refuses the WebSocket before it sends anything. Add 'self', or ${scheme}://${exchange?.host ?? ''}, to connect-src.`,
    fix: allowing(line, sources),
  };
}

/** Not safe: a policy is the user's own. Only where double quotes let `'self'` stand as it is. */
function allowing({ directive, file }: Placed, sources: readonly string[]): Fix | undefined {
  const argument = directive.args[1];
  if (argument === undefined || !argument.raw.startsWith('"')) return undefined;
  const kept = sources.filter((source) => source.toLowerCase() !== "'none'");
  const allowed = ['connect-src', ...kept, "'self'"].join(' ');
  const has = /connect-src[^;"]*/i;
  const text = has.test(argument.raw)
    ? argument.raw.replace(has, () => allowed)
    : argument.raw.replace(/;?\s*"$/, () => `; ${allowed}"`);
  const edits = replaceArgument(directive.tree, argument, text);
  return {
    title: "Let pages connect to their own host: 'self' in connect-src",
    safe: false,
    edits: edits.map((edit) => ({ file, edit })),
  };
}
