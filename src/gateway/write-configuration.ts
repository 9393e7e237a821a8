import { formatAddress } from './address.ts';
import type { Capabilities } from './capabilities.ts';
import type { Deployment } from './deployment.ts';
import { identitySection } from './identity-section.ts';
import { type Layout, LOG_FILES } from './layout.ts';
import { argument, because, block, type Lines, sections } from './lines.ts';
import { accessLog } from './log-format.ts';
import { serverSection } from './server-section.ts';
import { upgradeSection } from './upgrade-section.ts';
import { upstreamSection } from './upstream-section.ts';

/** Connections that a worker keeps for plain requests, listeners and the pool to the backend. */
const PLAIN_CONNECTIONS = 512;
/** Descriptors beside connections: logs, listeners, temporary files. */
const OTHER_DESCRIPTORS = 256;

/** What a configuration is written from. */
export interface ConfigurationInput {
  readonly deployment: Deployment;
  /** Of the nginx that will read it. */
  readonly capabilities: Capabilities;
  readonly layout: Layout;
}

/** `worker_connections` that let one worker hold all expected tunnels, two connections each. */
export function workerConnections(tunnels: number): number {
  return 2 * tunnels + PLAIN_CONNECTIONS;
}

/** Open files that a worker needs for its connections. */
export function workerDescriptors(tunnels: number): number {
  return workerConnections(tunnels) + OTHER_DESCRIPTORS;
}

/** Writes the nginx.conf of a deployment, every line that matters under its reason. Ends with a line end. */
export function writeConfiguration(input: ConfigurationInput): string {
  const { deployment, capabilities, layout } = input;
  return `${sections(
    heading(input),
    main(input),
    block('events', [
      `# Two connections a tunnel: ${deployment.tunnels} tunnels even if one worker gets them all, and ${PLAIN_CONNECTIONS} for plain requests.`,
      `worker_connections ${workerConnections(deployment.tunnels)};`,
    ]),
    block(
      'http',
      ['server_tokens off;', ...tempPaths(layout, capabilities)],
      upgradeSection(deployment),
      identitySection(deployment, capabilities),
      accessLog(deployment.logs.format, layout.logs),
      upstreamSection(deployment, capabilities),
      serverSection(input),
      status(layout),
    ),
  ).join('\n')}\n`;
}

function heading({ deployment, capabilities }: ConfigurationInput): Lines {
  const listeners = deployment.listeners.map(
    ({ address, tls }) => `${tls ? 'https' : 'http'}://${formatAddress(address)}`,
  );
  return [
    `# WebSockets and HTTP through nginx ${capabilities.version}, written by fairlead.`,
    `# ${listeners.join(', ')} -> ${deployment.backends.map(formatAddress).join(', ')}`,
  ];
}

function main({ deployment, layout }: ConfigurationInput): Lines {
  return sections(
    [
      ...(layout.user === undefined ? [] : [`user ${layout.user};`]),
      'worker_processes auto;',
      `worker_rlimit_nofile ${workerDescriptors(deployment.tunnels)};`,
      `pid ${layout.pid};`,
    ],
    because(
      'nginx says at level "info" only that it closed an idle tunnel; the access log shows a clean 101.',
      `error_log ${argument(`${layout.logs}/${LOG_FILES.error}`)} warn;`,
      `error_log ${argument(`${layout.logs}/${LOG_FILES.info}`)} info;`,
    ),
    supervision(layout),
    [
      '# No worker_shutdown_timeout: after a reload the old workers keep their tunnels until these end.',
    ],
  );
}

function supervision({ supervisedErrorLog }: Layout): Lines {
  if (supervisedErrorLog === undefined) return [];
  return because(
    'Read by fairlead while it starts and reloads nginx.',
    `error_log ${supervisedErrorLog} warn;`,
  );
}

function tempPaths({ temp }: Layout, capabilities: Capabilities): Lines {
  if (temp === undefined) return [];
  return capabilities.tempPaths.map((module) => `${module}_temp_path ${temp}/${module};`);
}

function status({ statusSocket }: Layout): Lines {
  if (statusSocket === undefined) return [];
  return because(
    'Counters for this machine alone: no port, a unix socket in a folder that only its owner may enter.',
    ...block('server', [
      `listen unix:${statusSocket};`,
      'access_log off;',
      'location = /status { stub_status; }',
    ]),
  );
}
