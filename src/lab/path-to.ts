import type { Trace } from '../nginx/model/index.ts';
import type { LivePath } from '../probe/live-path.ts';
import type { KnownPath } from './known-path.ts';
import type { LabFacts } from './lab-facts.ts';
import type { Stand } from './stand.ts';

/** Milliseconds that a step may take on loopback before it counts as unanswered. */
const TIMEOUT_MS = 4_000;

/** The path of a browser, led to the private port that stands for its socket. */
export function pathTo(
  { listeners }: Stand,
  known: KnownPath,
  { proxyProtocolExpected }: LabFacts,
): LivePath {
  const { path, socket } = known;
  const port = listeners.get(socket.text)?.port ?? 1;
  const standsFor = socket.address.kind === 'unix' ? undefined : socket.address.port;
  const tlsEndsBefore = path.url.protocol === 'wss:' && !known.isStream && socket.ssl === undefined;
  const isSpoken = socket.proxyProtocol !== undefined && proxyProtocolExpected !== false;
  return {
    url: path.url,
    connect: { host: '127.0.0.1', port, ...(standsFor !== undefined && { standsFor }) },
    insecure: true,
    ...(tlsEndsBefore && { tlsEndsBefore }),
    ...(isSpoken && { proxyProtocol: true }),
    timeoutMs: TIMEOUT_MS,
  };
}

/** A hop behind the first one, as the first one asks it; nothing where that cannot be asked. */
export function pathToHop({ listeners }: Stand, hop: Trace): { name: string; path: LivePath }[] {
  const { request, arrival } = hop;
  const { socket } = arrival.taken ?? {};
  const port = socket && listeners.get(socket.text)?.port;
  const host = request.headers.find(({ name }) => name.toLowerCase() === 'host')?.value;
  if (socket === undefined || port === undefined || host === undefined) return [];
  const written = `${request.tls ? 'wss' : 'ws'}://${host}${request.target}`;
  if (!URL.canParse(written)) return [];
  const connect = { host: '127.0.0.1', port };
  const path = { url: new URL(written), connect, insecure: true, timeoutMs: TIMEOUT_MS };
  return [{ name: socket.text, path }];
}
