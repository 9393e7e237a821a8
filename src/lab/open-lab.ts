import { Model, type StreamTrace, type Trace, throughStream } from '../nginx/model/index.ts';
import {
  createRun,
  type NginxBinary,
  nginxForUser,
  type ProcessUser,
  unprivilegedUser,
} from '../nginx/process/index.ts';
import { arriving, tracesOf } from './arriving.ts';
import type { AskedPath } from './asked-path.ts';
import { type DeadListener, startDeadListener } from './backends/dead-listener.ts';
import { type Backends, startBackends } from './backends/start-backends.ts';
import { backendPlans, chosenBackends, portsOf } from './lab-backends.ts';
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
