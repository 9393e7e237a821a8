import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { selfSignedCertificate } from '../certificate/self-signed.ts';
import {
  type ConfigurationTestResult,
  createRun,
  type NginxBinary,
  type NginxEvent,
  type ReloadResult,
  type Run,
  type RunningNginx,
  type StopResult,
  startNginx,
  testConfiguration,
} from '../nginx/process/index.ts';
import { capabilitiesOf } from './capabilities.ts';
import { checkCertificateFiles } from './certificate-files.ts';
import type { Deployment } from './deployment.ts';
import { type Layout, LOG_FILES } from './layout.ts';
import { SettingError } from './setting-error.ts';
import { readStubStatus, type StubStatus } from './stub-status.ts';
import { workerUser } from './worker-user.ts';
import { writeConfiguration } from './write-configuration.ts';

/** What is run, and by which nginx. */
export interface GatewayOptions {
  readonly deployment: Deployment;
  readonly nginx: NginxBinary;
  readonly onEvent?: (event: NginxEvent) => void;
}

/** An nginx that runs a deployment in a folder of its own. */
export interface RunningGateway {
  readonly nginx: NginxBinary;
  /** As it is in force; another after a reload with another. */
  readonly deployment: Deployment;
  /** The folder of the run, with `nginx.conf` in it. */
  readonly folder: string;
  readonly accessLog: string;
  /** PEM of the development certificate; undefined where the certificate is another. */
  readonly developmentCertificate: string | undefined;
  readonly pid: number;
  /** `nginx -t` of the configuration in force. */
  test(): Promise<ConfigurationTestResult>;
  /** Loads a deployment, or the certificates of the present one again. */
  reload(deployment?: Deployment): Promise<ReloadResult>;
  reopenLogs(): void;
  status(): Promise<StubStatus | undefined>;
  /**
   * Ends nginx and removes the folder. Tunnels may end by themselves for `graceMs` milliseconds, or
   * until `hurry` resolves.
   */
  stop(options: {
    readonly graceMs: number;
    readonly hurry?: Promise<unknown> | undefined;
  }): Promise<StopResult>;
}

/** Starts a deployment. Fails with a `SettingError` or `NginxStartError`, and then leaves nothing behind. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const run = await createRun();
  try {
    return await start(run, options);
  } catch (error) {
    await run.remove();
    throw error;
  }
}

async function start(run: Run, options: GatewayOptions): Promise<RunningGateway> {
  const { nginx } = options;
  const { folder } = run;
  let { deployment } = options;
  let development: { readonly names: string; readonly certificate: string } | undefined;
  const configurationOf = async (each: Deployment): Promise<string> => {
    const names = each.serverNames.join(' ');
    // A reload may bring other names, and then another certificate.
    if (each.tls.kind === 'development' && development?.names !== names) {
      development = { names, certificate: await placeCertificate(each.serverNames, folder) };
    }
    return writeConfiguration({
      deployment: each,
      capabilities: capabilitiesOf(nginx),
      layout: await layoutOf(each, folder),
    });
  };
  const running: RunningNginx = await startNginx({
    nginx,
    prefix: folder,
    configuration: await configurationOf(deployment),
    ...(options.onEvent && { onEvent: options.onEvent }),
  });
  return {
    nginx,
    folder,
    get developmentCertificate() {
      return deployment.tls.kind === 'development' ? development?.certificate : undefined;
    },
    get deployment() {
      return deployment;
    },
    get accessLog() {
      return resolve(folder, logsOf(deployment), LOG_FILES.access);
    },
    get pid() {
      return running.pid;
    },
    test: () => testConfiguration(nginx, { prefix: folder, file: join(folder, 'nginx.conf') }),
    reload: async (next = deployment) => {
      const result = await running.reload(await configurationOf(next));
      if (result.outcome === 'reloaded') deployment = next;
      return result;
    },
    reopenLogs: () => running.reopenLogs(),
    status: () => readStubStatus(statusSocketOf(folder)),
    stop: async ({ graceMs, hurry }) => {
      const stopping = running.stop({ graceMs });
      let isOver = false;
      // A stop that is under way cannot be told twice; nginx itself can.
      void hurry?.then(() => isOver || process.kill(running.pid, 'SIGTERM')).catch(() => {});
      const stopped = await stopping;
      isOver = true;
      await run.remove();
      return stopped;
    },
  };
}

async function layoutOf(deployment: Deployment, folder: string): Promise<Layout> {
  const logs = logsOf(deployment);
  if (logs !== RUN_LOGS) await makeLogFolder(logs);
  return {
    pid: 'nginx.pid',
    logs,
    supervisedErrorLog: logs === RUN_LOGS ? undefined : `${RUN_LOGS}/${LOG_FILES.error}`,
    temp: 'temp',
    statusSocket: statusSocketOf(folder),
    certificate: await certificateOf(deployment),
    user: process.getuid?.() === 0 ? await workerUser() : undefined,
  };
}

const RUN_LOGS = 'logs';
/** Beside nothing else, in the folder that only we may enter. */
const DEVELOPMENT_FILES = { certificate: 'private/certificate.pem', key: 'private/key.pem' };

function logsOf({ logs }: Deployment): string {
  return logs.folder === undefined ? RUN_LOGS : resolve(logs.folder);
}

function statusSocketOf(folder: string): string {
  return join(folder, 'private', 'status.sock');
}

async function certificateOf({ tls }: Deployment): Promise<Layout['certificate']> {
  if (tls.kind === 'none') return undefined;
  return tls.kind === 'files' ? checkCertificateFiles(tls) : DEVELOPMENT_FILES;
}

async function placeCertificate(
  serverNames: Deployment['serverNames'],
  folder: string,
): Promise<string> {
  const pair = await selfSignedCertificate(serverNames);
  await mkdir(join(folder, 'private'), { mode: 0o700, recursive: true });
  await writeFile(join(folder, DEVELOPMENT_FILES.certificate), pair.certificate);
  await writeFile(join(folder, DEVELOPMENT_FILES.key), pair.key, { mode: 0o600 });
  return pair.certificate;
}

async function makeLogFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new SettingError('logs.folder', `${folder} (${code})`, 'a folder that can be written');
  }
}
