import type { Trace } from '../nginx/model/index.ts';
import {
  type Directive,
  insertAfter,
  type Placed,
  replaceArgument,
} from '../nginx/syntax/index.ts';
import type { Edit } from '../text/edit.ts';
import { listHasToken } from '../websocket/header.ts';
import { type Check, liveWith } from './check.ts';
import { type Fix, onRequest, type SocketPath } from './configuration.ts';
import { connectionVariable } from './fixes/connection-variable.ts';
import { proxyHeadersFix, type WantedHeader } from './fixes/proxy-headers.ts';
import { hasToken, headerOf } from './headers.ts';
import { plainUse } from './plain-use.ts';
import { sentHeader } from './sent-header.ts';
import { isUpgradePassed, saysUpgrade } from './upgrade-passed.ts';

export const connectionLiteral: Check = {
  id: 'connection-literal',
  severity: 'warning',
  title: 'Plain requests through the WebSocket location say "Connection: upgrade"',
  why: 'A literal "upgrade" in proxy_set_header Connection goes out with every request of that location, polling and pages too. Some backends refuse such a request (Kestrel answers a POST with 400). Let a map on $http_upgrade choose: upgrade for handshakes, nothing for the rest.',
  bad: `events {}
http {
    server {
        listen 80;
        location / {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  good: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location / {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  config: onRequest(function* (path) {
    const { handshake, isPlain } = path;
    // A URL of http that was asked for is a plain request, whatever the location looks like.
    const use = isPlain ? 'site' : isUpgradePassed(handshake) ? plainUse(path) : 'none';
    if (use === 'none') return undefined;
    const { plain } = path;
    const { value, line } = sentHeader(plain, 'Connection');
    if (value?.text === undefined || line === undefined) return undefined;
    if (!saysUpgrade(value)) return undefined;
    const entry = value.from.find(isMapEntry);
    const place =
      handshake.location === undefined ? '' : ` of location ${handshake.location.pattern}`;
    const every = `Every plain request${place} reaches the backend with "Connection: ${value.text}"`;
    const upgrade = sentHeader(plain, 'Upgrade').value?.text ?? '';
    // Any other literal is a slip, of which header-value tells.
    if (upgrade !== '' && !listHasToken(upgrade, 'websocket')) return undefined;
    if (upgrade !== '') {
      yield {
        at: entry ?? line,
        // An expression may be one for sockets alone, as that for the kernels of Jupyter is.
        severity: handshake.location?.kind === 'regex' && !isPlain ? 'advice' : 'warning',
        message: `${every} and "Upgrade: ${upgrade}", as a handshake does: a Node server hands it to its WebSocket code, which answers 400, and older Kestrels refuse a POST that has a body. Send both with handshakes only: Upgrade $http_upgrade, and Connection by a map on it.`,
        fix: literalFix(path, [{ name: 'Upgrade', value: '$http_upgrade' }]),
      };
    } else if (entry !== undefined) {
      yield {
        at: entry,
        severity: choosesByHandshake(entry) ? 'warning' : 'advice',
        message: `${every} and no Upgrade, as the map yields it for them, too: some backends refuse that (older Kestrels answer a POST that has a body with 400). Let the map go by $http_upgrade, and yield nothing where that is empty.`,
        related: [{ at: line, message: 'The line that sends it.' }],
        fix: mapFix(entry),
      };
    } else {
      yield {
        at: line,
        severity: use === 'site' && isOfKestrel(plain) ? 'warning' : 'advice',
        message: `${every} and no Upgrade: some backends refuse that (older Kestrels answer a POST that has a body with 400). Send it with handshakes only, by a map on $http_upgrade.`,
        fix: literalFix(path),
      };
    }
    return undefined;
  }),
  live: liveWith(['plain'], ['plainPost'], function* ({ plain: { arrivals }, plainPost }) {
    const [arrival] = arrivals;
    if (arrival === undefined) return 'no plain request arrived';
    const connection = headerOf(arrival, 'Connection');
    if (hasToken(arrival, 'Connection', 'upgrade')) {
      yield {
        message: `A plain ${arrival.requestLine.split(' ')[0]} reaches the backend with "Connection: ${connection}"${plainPost?.status === 400 ? ', and a backend such as Kestrel answers a POST that has a body with 400' : ''}. Send that with handshakes only, by a map on $http_upgrade.`,
      };
    }
    return connection === null
      ? 'a plain request arrives without Connection'
      : `Connection: ${connection}`;
  }),
};

/**
 * Kestrel is what refuses such requests: paths of its frameworks tell, and lines of the template of
 * Microsoft's documentation. Lines for bodies say nothing: documented configurations of servers that
 * bear it have them.
 */
function isOfKestrel({ location, request }: Trace): boolean {
  if (/^\/(?:_blazor|signalr)(?:[/?]|$)/i.test(request.target)) return true;
  const lines = ['proxy_cache_bypass', 'proxy_no_cache'].flatMap(
    (name) => location?.level.named(name) ?? [],
  );
  return lines.some(({ directive }) => directive.args.some(({ value }) => UPGRADE.test(value)));
}

const UPGRADE = /^\$\{?http_upgrade\}?$/i;
const CONNECTION = /^\$\{?http_connection\}?$/i;

function isMapEntry({ directive }: Placed): boolean {
  return directive.parent.owner?.name === 'map';
}

/** Whether the map of an entry tells handshakes from the rest, and not paths or hosts from each other. */
function choosesByHandshake({ directive }: Placed): boolean {
  const source = directive.parent.owner?.args[0]?.value ?? '';
  return UPGRADE.test(source) || CONNECTION.test(source);
}

/** No Connection at all without Upgrade, so that a pool of connections goes on working. */
function mapFix(entry: Placed): Fix | undefined {
  const { directive, file } = entry;
  const { owner, children } = directive.parent;
  const [source] = owner?.args ?? [];
  if (source === undefined || !choosesByHandshake(entry)) return undefined;
  // Plain requests of browsers say keep-alive, so only Upgrade tells them from handshakes.
  const isByConnection = CONNECTION.test(source.value);
  const empty = children.find(({ name }) => name === '');
  const edits = [
    ...(isByConnection ? replaceArgument(directive.tree, source, '$http_upgrade') : []),
    ...(empty === undefined ? insertAfter(directive, "'' '';") : emptied(empty)),
  ];
  return {
    title: isByConnection
      ? 'Let the map go by Upgrade'
      : 'Let the map yield nothing for requests without Upgrade',
    safe: true,
    edits: edits.map((edit) => ({ file, edit })),
  };
}

/** An entry that says upgrade, with nothing in its place, in the quotes that the line has. */
function emptied({ args, tree, nameSpan }: Directive): Edit[] {
  const [value] = args;
  if (value === undefined || !listHasToken(value.value, 'upgrade')) return [];
  const quote = tree.source.chars.charAt(nameSpan.start);
  return replaceArgument(tree, value, `${quote}${quote}`);
}

function literalFix(path: SocketPath, others: readonly WantedHeader[] = []): Fix | undefined {
  const { variable, edits } = connectionVariable(path);
  const headers = [...others, { name: 'Connection', value: variable }];
  const title = `Set ${headers.map(({ name, value }) => `${name} ${value}`).join(' and ')}`;
  return proxyHeadersFix(path, title, headers, { edits });
}
