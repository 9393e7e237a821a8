import {
  createRun,
  describeMessage,
  type NginxBinary,
  NginxStartError,
  startNginx,
} from '../../../src/nginx/process/index.ts';
import { type LogLine, readAccessLog } from './access-log.ts';
import type { Directive } from './directive-tree.ts';
import type { GeneratedRequest } from './generate-request.ts';
import type { TestRequest } from './model-port.ts';
import type { Arrived, Observed } from './observed.ts';
import { type LoggedPlace, MAIN_FILE, printConfiguration } from './print-configuration.ts';
import { type Exchange, exchange } from './raw-client.ts';
import { type Site, settle, writeFiles } from './site.ts';
import { DOCUMENTS } from './vocabulary.ts';

/** What is run. */
export interface ConfigurationRun {
  readonly nginx: NginxBinary;
  readonly site: Site;
  readonly body: readonly Directive[];
  readonly requests: readonly GeneratedRequest[];
}

/** One request and what became of it. */
export interface Pair {
  readonly request: TestRequest;
  /** Undefined where that cannot be told: no whole answer, or no line in the log. */
  readonly observed: Observed | undefined;
}

/** A configuration that nginx did not take, or one that ran. */
export type ConfigurationResult =
  | { readonly refused: string }
  | {
      readonly refused?: undefined;
      /** All files below the prefix, as nginx had them. */
      readonly files: Readonly<Record<string, string>>;
      readonly pairs: readonly Pair[];
    };

/** How often others may take a port just before nginx does. */
const MOST_PORT_CHANGES = 10;

/** Starts an nginx with a configuration, sends the requests one after another, and stops it. */
export async function runConfiguration(options: ConfigurationRun): Promise<ConfigurationResult> {
  for (let changes = 0; ; changes += 1) {
    try {
      return await runOnce(options);
    } catch (error) {
      if (!(error instanceof NginxStartError) || changes === MOST_PORT_CHANGES) throw error;
      if (error.kind === 'configuration') return { refused: reasonOf(error) };
      if (error.kind !== 'port-taken') throw error;
      await options.site.changePorts();
    }
  }
}

async function runOnce({
  nginx,
  site,
  body,
  requests,
}: ConfigurationRun): Promise<ConfigurationResult> {
  const { files: printed, places } = printConfiguration(body);
  const texts = Object.entries(printed).map(([path, text]) => [path, settle(text, site)]);
  const files: Record<string, string> = { ...Object.fromEntries(texts), ...DOCUMENTS };
  const run = await createRun();
  try {
    await writeFiles(run.folder, files);
    const configuration = files[MAIN_FILE] ?? '';
    const running = await startNginx({ nginx, prefix: run.folder, configuration });
    const sent: Sent[] = [];
    try {
      for (const request of requests) sent.push(await send(settleRequest(request, site), site));
    } finally {
      await running.stop({ graceMs: 1_000 });
    }
    const log = await readAccessLog(run.folder);
    return { files, pairs: sent.map((one) => ({ ...one, observed: observe(one, log, places) })) };
  } finally {
    await run.remove();
  }
}

function observe(
  { exchanged, arrived }: Sent,
  log: ReadonlyMap<number, LogLine[]>,
  places: readonly LoggedPlace[],
): Observed | undefined {
  const line = exchanged && log.get(exchanged.localPort)?.shift();
  const place = line && places[line.id];
  if (!exchanged || !line || !place) return undefined;
  const upstream = line.proxied ? (arrived.at(-1) ?? null) : null;
  const { status, location } = exchanged;
  return { status, location, loggedStatus: line.status, place, upstream };
}

interface Sent {
  readonly request: TestRequest;
  readonly exchanged: Exchange | undefined;
  readonly arrived: readonly Arrived[];
}

/** Nothing else is under way at the same backends, so what arrives meanwhile belongs to it. */
async function send(request: TestRequest, site: Site): Promise<Sent> {
  const exchanged = await exchange(request);
  return { request, exchanged, arrived: site.takeArrived() };
}

function settleRequest(request: GeneratedRequest, site: Site): TestRequest {
  const { listener, headers, target } = request;
  return {
    ...request,
    listener: { address: listener.address, port: Number(settle(listener.port, site)) },
    target: settle(target, site),
    headers: headers.map(({ name, value }) => ({ name, value: settle(value, site) })),
  };
}

function reasonOf({ messages, message }: NginxStartError): string {
  const first = messages.find(({ level }) => level === 'emerg') ?? messages[0];
  return first === undefined ? message : describeMessage(first);
}
