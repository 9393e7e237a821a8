import { formatAddress, parseAddress, type TcpAddress } from './address.ts';
import type { Deployment, Hop, Listener, TlsSource } from './deployment.ts';
import { parseDuration } from './duration.ts';
import { computeIdleTimeout } from './idle-timeout.ts';
import { SettingError } from './setting-error.ts';
import type { Settings } from './settings.ts';
import { parseSettings } from './settings-schema.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const TUNNELS = 4_096;
/** A certificate that nobody else trusts is of use on this machine only, and so is its listener. */
const DEVELOPMENT_HOST = '127.0.0.1';
const PUBLIC_HOST = '0.0.0.0';

/** Makes settings whole. Throws a `SettingError` for what is unknown, malformed or contradictory. */
export function resolveDeployment(input: Settings): Deployment {
  const settings = parseSettings(input);
  const tls = resolveTls(settings);
  const hops = (settings.hops ?? []).map(resolveHop);
  const heartbeatMs = milliseconds(settings.heartbeat);
  return {
    listeners: resolveListeners(settings, tls),
    serverNames: settings.serverNames ?? [],
    tls,
    paths: unique('paths', settings.paths ?? ['/']),
    backends: resolveBackends(settings),
    heartbeatMs,
    idleTimeout: computeIdleTimeout({
      wantedMs: milliseconds(settings.idleTimeout),
      heartbeatMs,
      hops,
    }),
    connectTimeoutMs: milliseconds(settings.connectTimeout) ?? CONNECT_TIMEOUT_MS,
    hops,
    tunnels: settings.tunnels ?? TUNNELS,
    origins: (settings.origins ?? []).map((origin) => origin.toLowerCase()),
    plainRequests: settings.plainRequests ?? 'keep',
    logs: { folder: settings.logs?.folder, format: settings.logs?.format ?? 'json' },
  };
}

function resolveTls({ tls, listen }: Settings): TlsSource {
  if (tls === undefined) {
    const plainOnly = listen?.http !== undefined && listen.https === undefined;
    return { kind: plainOnly ? 'none' : 'development' };
  }
  return typeof tls === 'string' ? { kind: tls } : { kind: 'files', ...tls };
}

function resolveListeners(settings: Settings, tls: TlsSource): Listener[] {
  const host = tls.kind === 'development' ? DEVELOPMENT_HOST : PUBLIC_HOST;
  const listeners = [
    ...listenersOf(settings.listen?.https, host, true),
    ...listenersOf(settings.listen?.http, DEVELOPMENT_HOST, false),
  ];
  const secure = listeners.some((listener) => listener.tls);
  if (listeners.length === 0) {
    throw new SettingError('listen', 'no address', 'at least one, such as { https: "443" }');
  }
  if (secure && tls.kind === 'none') {
    throw new SettingError('listen.https', settings.listen?.https, 'nothing, as tls is "none"');
  }
  if (!secure && tls.kind !== 'none') {
    throw new SettingError('tls', settings.tls, '"none", as no listen.https is set');
  }
  unique(
    'listen',
    listeners.map(({ address }) => formatAddress(address)),
  );
  return listeners;
}

function listenersOf(
  addresses: string | readonly string[] | undefined,
  host: string,
  tls: boolean,
): Listener[] {
  return [addresses ?? []]
    .flat()
    .map((text) => ({ address: parseAddress(text, host) as TcpAddress, tls }));
}

function resolveBackends({ backends }: Settings): Deployment['backends'] {
  if (backends === undefined) {
    throw new SettingError('backends', 'none', 'at least one address, such as 127.0.0.1:8080');
  }
  return unique('backends', backends).flatMap((text) => parseAddress(text, '127.0.0.1') ?? []);
}

function resolveHop({ name, idleTimeout, addresses }: NonNullable<Settings['hops']>[number]): Hop {
  return { name, idleTimeoutMs: milliseconds(idleTimeout), addresses: addresses ?? [] };
}

function milliseconds(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : parseDuration(duration);
}

function unique(setting: string, values: readonly string[]): readonly string[] {
  const repeated = values.find((value, index) => values.indexOf(value) !== index);
  if (repeated === undefined) return values;
  throw new SettingError(setting, `${repeated} twice`, 'each only once');
}
