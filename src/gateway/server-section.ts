import { formatAddress } from './address.ts';
import type { Capabilities } from './capabilities.ts';
import type { Deployment, Listener } from './deployment.ts';
import { formatDuration } from './duration.ts';
import { identityHeaders } from './identity-section.ts';
import type { Layout } from './layout.ts';
import { argument, because, block, type Lines, sections } from './lines.ts';

/** A client that vanished without a word is noticed after 60 s + 6 × 10 s, not after hours. */
const SO_KEEPALIVE = 'so_keepalive=60s:10s:6';

/** Everything that the server block needs to know. */
export interface ServerInput {
  readonly deployment: Deployment;
  readonly capabilities: Capabilities;
  readonly layout: Layout;
}

/** The server that users reach, and before it the one that refuses other names. */
export function serverSection(input: ServerInput): Lines {
  const { deployment } = input;
  const named = deployment.serverNames.length > 0;
  return sections(
    named ? otherNames(input) : [],
    block(
      'server',
      deployment.listeners.flatMap((listener) => listen(listener, input, !named)),
      [`server_name ${named ? deployment.serverNames.join(' ') : '_'};`],
      certificate(input),
      tls(input),
      origin(deployment),
      timeouts(deployment),
      buffering(),
      upgradeHeaders(input),
      affinity(input),
      locations(input),
    ),
  );
}

function otherNames(input: ServerInput): Lines {
  const { deployment } = input;
  return because(
    'A request for a name that is not ours is refused (421 Misdirected Request), so that no backend ever sees a Host that it did not expect.',
    ...block(
      'server',
      deployment.listeners.flatMap((listener) => listen(listener, input, true)),
      ['server_name _;'],
      certificate(input),
      ['return 421;'],
    ),
  );
}

/** Socket options belong to an address, so they stand at its first `listen` only. */
function listen(
  { address, tls: secure }: Listener,
  { capabilities }: ServerInput,
  first: boolean,
): Lines {
  const words = [
    formatAddress(address),
    secure ? 'ssl' : '',
    secure && capabilities.http2 === 'listen' ? 'http2' : '',
    first ? `default_server ${SO_KEEPALIVE}` : '',
  ];
  return [`listen ${words.filter(Boolean).join(' ')};`];
}

function certificate({ layout }: ServerInput): Lines {
  if (layout.certificate === undefined) return [];
  const { certificate: file, key } = layout.certificate;
  return [`ssl_certificate     ${argument(file)};`, `ssl_certificate_key ${argument(key)};`];
}

function tls({ capabilities, layout }: ServerInput): Lines {
  if (layout.certificate === undefined) return [];
  return sections(
    ['ssl_protocols     TLSv1.2 TLSv1.3;', 'ssl_session_cache shared:fairlead:10m;'],
    because(
      'Smaller TLS records: the first bytes of a message leave sooner, and an idle tunnel holds less memory.',
      'ssl_buffer_size 4k;',
    ),
    capabilities.http2 === 'directive'
      ? because(
          'HTTP/2 for pages and the HTTP fallback. nginx carries no WebSocket over it, and says so; browsers open wss over HTTP/1.1 beside it.',
          'http2 on;',
        )
      : [],
  );
}

function origin({ origins }: Deployment): Lines {
  if (origins.length === 0) return [];
  return because(
    'A handshake from a foreign page is refused.',
    'if ($fairlead_refused) { return 403; }',
  );
}

function timeouts({ connectTimeoutMs, idleTimeout }: Deployment): Lines {
  const idle = formatDuration(idleTimeout.ms);
  return sections(
    because(
      'A dead backend fails within seconds, not after the default 60.',
      `proxy_connect_timeout ${formatDuration(connectTimeoutMs)};`,
    ),
    because(
      `A tunnel that is silent in both directions is closed after this: ${idleTimeout.because}. The browser sees close code 1006.`,
      `proxy_read_timeout ${idle};`,
    ),
    because(
      'How long a backend may refuse to read what nginx has for it; no idle tunnel ends by this.',
      `proxy_send_timeout ${idle};`,
    ),
  );
}

function buffering(): Lines {
  return because(
    'Events and long polls go out as they come. Tunnels are never buffered.',
    'proxy_buffering off;',
  );
}

function upgradeHeaders({ deployment, capabilities }: ServerInput): Lines {
  return because(
    'HTTP/1.1 and both headers make the handshake reach the backend as one. They stand here once, and every location that sets none of its own has them all.',
    'proxy_http_version 1.1;',
    'proxy_set_header Upgrade           $fairlead_upgrade;',
    'proxy_set_header Connection        $fairlead_connection;',
    ...because(
      'Who is there. What a client says of itself is overwritten, so the backend may believe these.',
      ...identityHeaders(deployment, capabilities),
    ),
  );
}

function affinity({ deployment, capabilities }: ServerInput): Lines {
  if (deployment.backends.length < 2 || capabilities.sticky) return [];
  return because(
    '"always", or a 101 would lack it.',
    'add_header Set-Cookie $fairlead_set_cookie always;',
  );
}

function locations({ deployment, capabilities }: ServerInput): Lines {
  const { paths } = deployment;
  const pass = 'proxy_pass http://fairlead_backend;';
  const carrying = paths.flatMap((path) => [
    block(`location ${path}`, [pass]),
    ...slashless(path, paths),
  ]);
  if (paths.includes('/')) return sections(...carrying);
  return sections(
    ...carrying,
    because(
      'Everything else is plain HTTP: no upgrade passes here. Headers set here replace those above, so all are named again.',
      ...block(
        'location /',
        [pass],
        ["proxy_set_header Connection        '';", ...identityHeaders(deployment, capabilities)],
      ),
    ),
  );
}

/** For `location /ws/` with a proxy_pass nginx answers /ws with a 301, which no browser's WebSocket follows. */
function slashless(path: string, paths: readonly string[]): Lines[] {
  const bare = path.slice(0, -1);
  if (!path.endsWith('/') || bare === '' || paths.includes(bare)) return [];
  return [
    because(
      `Without this, nginx would answer ${bare} with a redirect to ${path}, which no browser's WebSocket follows.`,
      ...block(`location = ${bare}`, ['proxy_pass http://fairlead_backend;']),
    ),
  ];
}
