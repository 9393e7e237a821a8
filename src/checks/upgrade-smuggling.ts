import { trace } from '../nginx/model/index.ts';
import { type Placed, replaceArgument } from '../nginx/syntax/index.ts';
import { type Check, live } from './check.ts';
import { atFirstHop, type FileEdit, type Fix, onPath, type SocketPath } from './configuration.ts';
import { deferredFix } from './fixes/deferred-fix.ts';
import { websocketVariable } from './fixes/websocket-variable.ts';
import { guardsGoneRound } from './guarded-locations.ts';
import { writtenValue } from './header-lines.ts';
import { hasIf } from './may-depend-on.ts';
import { sentHeader } from './sent-header.ts';

export const upgradeSmuggling: Check = {
  id: 'upgrade-smuggling',
  severity: 'warning',
  title: 'Any upgrade is let through, not only WebSockets',
  why: 'proxy_set_header Upgrade $http_upgrade passes on whatever the client asks for. A backend that also speaks h2c answers 101, and from then on the client sends it requests that no location, no auth and no limit of nginx ever sees. Let a map pass "websocket" and nothing else. The documentation of nginx forwards every upgrade, as nearly all configurations do, and few backends behind nginx take h2c: from a configuration alone this is advice.',
  bad: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
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
    map $http_upgrade $websocket { default ''; websocket websocket; }
    map $websocket $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $websocket;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  config: atFirstHop(
    onPath(function* (path) {
      const { line } = sentHeader(path.handshake, 'Upgrade');
      if (line === undefined || path.handshake.passing === undefined) return undefined;
      if (!isPassedOn(path, line)) return undefined;
      const guards = guardsGoneRound(path);
      yield {
        at: line,
        severity: 'advice',
        message: `Any upgrade that a client asks for is passed on, "h2c" as well as "websocket". A backend that speaks h2c answers 101, and all further requests of that client go round the locations, the authentication and the limits of nginx${guards.length > 0 ? ', so what other locations here keep from clients is open to them' : ''}. Let a map pass only websocket.`,
        related: guards.slice(0, SHOWN_GUARDS).map((at) => ({ at, message: 'can be gone round' })),
        fix: onlyWebsocket(path, line),
      };
      return undefined;
    }),
  ),
  live: live(['smuggling'], function* ({ smuggling: { attempts } }) {
    const through = attempts.filter(({ arrived }) => arrived !== null && arrived !== 'websocket');
    if (through.length > 0) {
      const values = [...new Set(through.map(({ arrived }) => `"${arrived}"`))].join(' and ');
      yield {
        message: `Other upgrades than websocket reach the backend, as ${values}: past a 101, requests go round every rule of nginx. Let a map pass only websocket.`,
      };
    }
    return `${attempts.map(({ sent }) => sent).join('; ')}: ${through.length} of ${attempts.length} let through`;
  }),
};

const SHOWN_GUARDS = 4;

/** Whether the backend gets another upgrade that a client asks for. */
function isPassedOn({ handshake, model }: SocketPath, line: Placed): boolean {
  const written = writtenValue(line);
  if (!written.includes('$')) return false;
  const asItCame = /^\$\{?http_upgrade\}?$/i.test(written);
  // A map may well choose Connection by Upgrade: it does not matter, as h2c is let through or not.
  if (asItCame && !hasIf(handshake)) return true;
  const { request } = handshake;
  const headers = request.headers.map((header) =>
    header.name.toLowerCase() === 'upgrade' ? { ...header, value: 'h2c' } : header,
  );
  const asked = trace(model, { ...request, headers });
  return asked.outcome.kind === 'proxy' && sentHeader(asked, 'Upgrade').value?.text === 'h2c';
}

/** Not safe: a backend may be meant to speak something else, too, such as SPDY for kubectl. */
function onlyWebsocket(path: SocketPath, { directive, file }: Placed): Fix | undefined {
  const found = websocketVariable(path);
  const value = directive.args[1];
  if (found === undefined || value === undefined) return undefined;
  // Where others share the line, what is let through to them is the same mistake.
  const makeEdits = (): FileEdit[] => [
    ...found.edits(),
    ...replaceArgument(directive.tree, value, found.variable).map((edit) => ({ file, edit })),
  ];
  return deferredFix('Forward no upgrade but websocket', () => false, makeEdits);
}
