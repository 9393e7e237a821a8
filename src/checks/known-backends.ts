import type { SocketPath } from './configuration.ts';

/** What a backend compares the `Origin` of a handshake with. */
export type Compared = 'host' | 'scheme';

/**
 * The name of a backend that refuses handshakes by `Host`, or by the scheme, which only
 * `X-Forwarded-Proto` tells behind nginx: where the names of a path speak of one, that is, those of the
 * server, the location, the upstream, the request, and the file that they stand in.
 */
export function knownBackend(path: SocketPath, compared: Compared): string | undefined {
  const words = namesOf(path).join('\n');
  return BACKENDS.find(({ compares, names }) => compares.includes(compared) && names.test(words))
    ?.name;
}

function namesOf({ handshake, model }: SocketPath): string[] {
  const { location, arrival, passing, request } = handshake;
  const server = arrival.choice?.server;
  const file = server?.level.placed?.file;
  const isOwnFile = file !== undefined && file !== model.configuration.main;
  return [
    request.target.replace(/\?.*$/s, ''),
    location?.pattern ?? '',
    passing?.line.directive.args[0]?.value ?? '',
    passing?.target?.upstream?.name ?? '',
    ...(server?.names.map(({ written }) => written) ?? []),
    ...(isOwnFile ? [file.name] : []),
  ];
}

interface Backend {
  readonly name: string;
  readonly compares: readonly Compared[];
  readonly names: RegExp;
}

// Each by its own source or documentation. What is compared with Origin is Host, its port included, or
// X-Forwarded-Host where the proxy is trusted.
const BACKENDS: readonly Backend[] = [
  { name: 'Grafana', compares: ['host'], names: /\bgrafana/i },
  {
    name: 'Jupyter',
    compares: ['host'],
    names: /\bjupyter|\/api\/kernels\/|\/terminals\/websocket/i,
  },
  { name: 'code-server', compares: ['host'], names: /\bcode-?server|\bvscode/i },
  { name: 'Uptime Kuma', compares: ['host'], names: /\b(?:uptime-?)?kuma\b/i },
  { name: 'Mattermost', compares: ['host'], names: /\bmattermost/i },
  { name: 'Gotify', compares: ['host'], names: /\bgotify/i },
  { name: 'Cockpit', compares: ['host', 'scheme'], names: /\bcockpit\b/i },
  { name: 'Rails', compares: ['host', 'scheme'], names: /\brails\b|\/cable\/?$/im },
  { name: 'Spring', compares: ['host', 'scheme'], names: /\bspring\b/i },
  { name: 'n8n', compares: ['host'], names: /\bn8n\b/i },
  // Its host is compared with the configured one, unless check_origin says :conn.
  {
    name: 'Phoenix with check_origin: :conn',
    compares: ['scheme'],
    names: /\bphoenix|\bliveview|\/(?:live|socket)\/websocket$/im,
  },
];
