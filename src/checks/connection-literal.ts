import type { Trace } from '../nginx/model/index.ts';
import { insertAfter, type Placed, replaceArgument } from '../nginx/syntax/index.ts';
import { type Check, liveWith } from './check.ts';
import { type Fix, onRequest, type SocketPath } from './configuration.ts';
import { connectionVariable } from './fixes/connection-variable.ts';
import { proxyHeadersFix } from './fixes/proxy-headers.ts';
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
    yield {
      at: entry ?? line,
      severity: use === 'site' && expectsPlain(plain) ? 'warning' : 'advice',
      message: `Every plain request${place} reaches the backend with "Connection: ${value.text}" and no Upgrade: some backends refuse that (Kestrel answers a POST that has a body with 400). Send it with handshakes only, by a map on $http_upgrade.`,
      related: entry === undefined ? [] : [{ at: line, message: 'The line that sends it.' }],
      fix: entry === undefined ? literalFix(path) : mapFix(entry),
    };
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

/** Lines that nobody writes where only handshakes come. */
const FOR_PLAIN_REQUESTS = [
  'proxy_cache_bypass',
  'proxy_no_cache',
  'client_max_body_size',
  'client_body_buffer_size',
  'proxy_request_buffering',
  'limit_except',
];

function expectsPlain({ location }: Trace): boolean {
  return FOR_PLAIN_REQUESTS.some((name) => (location?.level.named(name).length ?? 0) > 0);
}

/** A map without an entry for no upgrade yields its default for plain requests, too. */
function isMapEntry({ directive }: Placed): boolean {
  return directive.parent.owner?.name === 'map';
}

function mapFix(entry: Placed): Fix | undefined {
  const { directive, file } = entry;
  const { owner } = directive.parent;
  const [source] = owner?.args ?? [];
  if (owner === undefined || source === undefined) return undefined;
  if (/^\$\{?http_connection\}?$/i.test(source.value)) {
    // Plain requests of browsers say keep-alive, so only Upgrade tells them from handshakes.
    const edits = replaceArgument(directive.tree, source, '$http_upgrade');
    const title = 'Let the map go by Upgrade';
    return { title, safe: true, edits: edits.map((edit) => ({ file, edit })) };
  }
  if (directive.name !== 'default') return undefined;
  const edits = insertAfter(directive, "'' '';").map((edit) => ({ file, edit }));
  return { title: 'Give the map an entry for requests without Upgrade', safe: true, edits };
}

function literalFix(path: SocketPath): Fix | undefined {
  const { variable, edits } = connectionVariable(path);
  const header = { name: 'Connection', value: variable };
  return proxyHeadersFix(path, `Set Connection ${variable}`, [header], { edits });
}
