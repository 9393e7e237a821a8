import {
  Model,
  nextHops,
  type StreamTrace,
  type Trace,
  type TraceRequest,
  throughStream,
  trace,
} from '../nginx/model/index.ts';
import {
  createRun,
  type NginxBinary,
  nginxForUser,
  type ProcessUser,
  unprivilegedUser,
} from '../nginx/process/index.ts';
import { addressesOf, upstreamOfStream } from './addresses-of.ts';
import { type AskedPath, socketOf } from './asked-path.ts';
import { type DeadListener, startDeadListener } from './backends/dead-listener.ts';
import { type BackendPlan, type Backends, startBackends } from './backends/start-backends.ts';
import { type LabCertificates, makeCertificates } from './lab-certificates.ts';
import { recordFacts } from './recorded-facts.ts';
import { tcpSockets } from './sandbox/listen-plan.ts';
import { type MeantBackend, meantBackends } from './sandbox/meant-backends.ts';
import type { Unkept } from './sandbox/rewriting.ts';
import { withLimits } from './with-limits.ts';

/** What a lab is for. */
export interface LabOptions {
  readonly model: Model;
  readonly nginx: NginxBinary;
  readonly paths: readonly AskedPath[];
  /** Whether code and modules of others run, as the user asked; left out, they do not. */
  readonly trustsCode?: boolean | undefined;
}

/** All that the stands of one proof share: the backends, and what the model says of the requests. */
export interface Lab {
  readonly model: Model;
  readonly nginx: NginxBinary;
  readonly trustsCode: boolean;
  readonly runAs: ProcessUser | undefined;
  readonly traces: readonly Trace[];
  readonly streams: readonly StreamTrace[];
  readonly backends: Backends;
  /** Their ports, by the address that each stands for. */
  readonly ports: ReadonlyMap<string, number>;
  /** The same, but for those that speak TLS one that wants to be told a server name. */
  readonly demandingPorts: ReadonlyMap<string, number>;
  readonly dead: DeadListener;
  readonly certificates: LabCertificates;
  readonly disk: ReturnType<typeof recordFacts>['found'];
  /** What the lab itself could not keep true. */
  readonly notes: readonly Unkept[];
  close(): Promise<void>;
}

/** What no request at hand leads to. */
export const ELSEWHERE = 'elsewhere';
/** What a backend is called that refuses a TLS handshake without a server name. */
export function demandingName(text: string): string {
  return `${text} by name`;
}

/** As many as a process has descriptors for, with all that connects to them. */
const MOST_BACKENDS = 512;

/** Starts what all stands share. Leaves nothing behind where it fails. */
export async function openLab(options: LabOptions): Promise<Lab> {
  const known = readLab(options);
  const runAs = await unprivilegedUser();
  const opened: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.splice(0).map((end) => end()));
  };
  try {
    const run = await createRun();
    opened.push(run.remove);
    const { nginx, paths } = options;
    const runnable =
      runAs === undefined ? nginx : await nginxForUser(nginx, { user: runAs, folder: run.folder });
    const certificates = await makeCertificates(options.model.configuration, paths, known.meant);
    const dead = await startDeadListener();
    opened.push(dead.close);
    const backends = await startBackends(backendPlans(known.meant, certificates));
    opened.push(backends.close);
    return {
      ...known,
      ...portsOf(backends, known.meant),
      ...{ backends, dead, certificates, runAs, close },
      nginx: withLimits(runnable),
      trustsCode: options.trustsCode ?? false,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface KnownLab extends Pick<Lab, 'model' | 'traces' | 'streams' | 'disk' | 'notes'> {
  readonly meant: readonly MeantBackend[];
}

/** What the model says of the requests. */
function readLab({ model: given, paths }: LabOptions): KnownLab {
  // What is too much to run is not worth a look at its requests.
  tcpSockets(given);
  const { facts, found } = recordFacts(given.fileFacts);
  const { configuration, version, prefix } = given;
  const model = new Model(configuration, {
    version,
    fileFacts: facts,
    ...(prefix !== undefined && { prefix }),
  });
  const traces = paths.flatMap((path) => tracesOf(model, path));
  const streams = paths.flatMap(
    (path) => throughStream(model, arriving(model, path))?.stream ?? [],
  );
  const all = [...meantBackends(model, traces, streams).values()];
  return { model, traces, streams, disk: found, ...chosenBackends(all, traces, streams) };
}

/** Those that the requests at hand come to, and of the others as many as there is room for. */
function chosenBackends(
  all: readonly MeantBackend[],
  traces: readonly Trace[],
  streams: readonly StreamTrace[],
): { readonly meant: readonly MeantBackend[]; readonly notes: readonly Unkept[] } {
  if (all.length <= MOST_BACKENDS) return { meant: all, notes: [] };
  const reached = new Set([
    ...traces.flatMap(({ passing }) => addressesOf(passing?.target?.upstream)),
    ...streams.flatMap((stream) => addressesOf(upstreamOfStream(stream))),
  ]);
  const first = all.filter(({ text }) => reached.has(text));
  const others = all.filter(({ text }) => !reached.has(text));
  const meant = [...first, ...others].slice(0, MOST_BACKENDS);
  const text = `The configuration names ${all.length} backends; for ${all.length - meant.length} of them, to which no request at hand is passed on, one stands.`;
  return { meant, notes: [{ file: null, line: null, text }] };
}

function backendPlans(meant: readonly MeantBackend[], { backend }: LabCertificates): BackendPlan[] {
  const tls = { key: backend.key, cert: backend.certificate, demandsServerName: false };
  return [
    ...meant.map((one) => ({
      name: one.text,
      meant: one.proxyHost,
      tls: one.tls ? tls : undefined,
    })),
    ...meant
      .filter((one) => one.tls)
      .map((one) => ({
        name: demandingName(one.text),
        meant: one.proxyHost,
        tls: { ...tls, demandsServerName: true },
      })),
    { name: ELSEWHERE, meant: ELSEWHERE },
  ];
}

function portsOf(
  { backends }: Backends,
  meant: readonly MeantBackend[],
): Pick<Lab, 'ports' | 'demandingPorts'> {
  const ports = new Map(backends.map(({ name, port }) => [name, port]));
  const demanding = meant
    .filter(({ tls }) => tls)
    .map(({ text }): [string, number] => [text, ports.get(demandingName(text)) ?? 0]);
  return { ports, demandingPorts: new Map([...ports, ...demanding]) };
}

/** The requests that a proof sends, and what their next hops make of them. */
function tracesOf(model: Model, path: AskedPath): Trace[] {
  const request = arriving(model, path);
  const plain = { ...request, headers: request.headers.filter(({ name }) => isPlain(name)) };
  const slashless = { ...request, target: withoutSlash(request.target) };
  const page = { ...plain, target: '/' };
  return [request, plain, slashless, page].flatMap((one) => {
    const first = trace(model, one);
    return [first, ...nextHops(first)];
  });
}

/** The request at the socket that it arrives at, where something in front maps its port. */
export function arriving(model: Model, path: AskedPath): TraceRequest {
  const found = socketOf(model, path);
  if (found?.isAssumed !== true || found.socket.address.kind === 'unix') return path.request;
  const { request } = path;
  const { port } = found.socket.address;
  if (!request.tls || found.socket.ssl !== undefined)
    return { ...request, address: undefined, port };
  const headers = [...request.headers, { name: 'X-Forwarded-Proto', value: 'https' }];
  return { ...request, address: undefined, port, tls: false, serverName: undefined, headers };
}

function isPlain(name: string): boolean {
  return !/^(?:upgrade|connection|sec-websocket-.*)$/i.test(name);
}

function withoutSlash(target: string): string {
  return target.length > 1 ? target.replace(/\/(?=$|\?)/, '') : target;
}
