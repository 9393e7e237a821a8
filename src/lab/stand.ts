import {
  createRun,
  describeMessage,
  linesWith,
  type NginxBinary,
  NginxStartError,
  newestLine,
  type ProcessUser,
  type Run,
  type RunningNginx,
  refusalOf,
  startNginx,
  testConfiguration,
} from '../nginx/process/index.ts';
import type { ConfigTestEvidence } from '../probe/evidence.ts';
import type { NginxControl } from '../probe/site.ts';
import { inUserTerms } from './in-user-terms.ts';
import type { PlannedListener } from './sandbox/listen-plan.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { sandboxPaths } from './sandbox/sandbox-paths.ts';
import { type SandboxContents, writeSandbox } from './write-sandbox.ts';

/** A user's configuration that runs in a sandbox, or what nginx has against it. */
export interface Stand {
  readonly sandbox: Sandbox;
  /** The private ports, by the socket that each stands for. */
  readonly listeners: ReadonlyMap<string, PlannedListener>;
  readonly control: Required<NginxControl>;
  /** Why nginx did not take it; undefined where it runs. */
  readonly refused: ConfigTestEvidence | undefined;
  readonly folder: string;
  close(): Promise<void>;
}

/** What is stood up. */
export interface StandOptions {
  readonly nginx: NginxBinary;
  readonly runAs: ProcessUser | undefined;
  readonly contents: SandboxContents;
  /** Plans the listeners, and rewrites the configuration for them and a folder. */
  readonly rewrite: (
    prefix: string,
  ) => Promise<{ sandbox: Sandbox; listeners: ReadonlyMap<string, PlannedListener> }>;
}

/** How often somebody else may take a port just before nginx does. */
const MOST_TRIES = 5;

/** Runs a rewritten configuration. Leaves nothing behind where it fails. */
export async function openStand(options: StandOptions): Promise<Stand> {
  for (let tries = 1; ; tries += 1) {
    const run = await createRun();
    try {
      return await openIn(run, options);
    } catch (error) {
      await run.remove();
      const isTaken = error instanceof NginxStartError && error.kind === 'port-taken';
      if (!isTaken || tries === MOST_TRIES) throw error;
    }
  }
}

async function openIn(run: Run, options: StandOptions): Promise<Stand> {
  const { nginx, runAs, contents, rewrite } = options;
  const prefix = run.folder;
  const { sandbox, listeners } = await rewrite(prefix);
  await writeSandbox(prefix, sandbox, contents);
  const common = { sandbox, listeners, folder: prefix };
  const starting = startNginx({ nginx, prefix, configuration: sandbox.main, runAs });
  const running = await starting.catch((error: unknown) => {
    if (error instanceof NginxStartError && error.kind === 'configuration') return error;
    throw error;
  });
  if (running instanceof NginxStartError) {
    const refused = {
      ok: false,
      messages: running.messages.map((one) => inUserTerms(one, sandbox)),
    };
    const control = refusedControl(refused);
    return { ...common, control, refused, close: () => run.remove() };
  }
  return {
    ...common,
    refused: undefined,
    control: controlOf(running, { ...options, prefix, sandbox }),
    close: async () => {
      await running.stop({ graceMs: 0 });
      await run.remove();
    },
  };
}

interface ControlOptions extends Pick<StandOptions, 'nginx' | 'runAs'> {
  readonly prefix: string;
  readonly sandbox: Sandbox;
}

function controlOf(
  running: RunningNginx,
  { nginx, runAs, prefix, sandbox }: ControlOptions,
): Required<NginxControl> {
  const { logs } = sandboxPaths(prefix);
  return {
    test: async () => {
      const file = `${prefix}/nginx.conf`;
      const { ok, messages } = await testConfiguration(nginx, { prefix, file, runAs });
      return { ok, messages: messages.map((message) => inUserTerms(message, sandbox)) };
    },
    reload: async () => refusalOf(await running.reload()),
    accessLogLine: (text) => newestLine(`${logs}/access.log`, text),
    errorLogLines: (text) => linesWith(`${logs}/error.log`, text),
  };
}

function refusedControl(refused: ConfigTestEvidence): Required<NginxControl> {
  return {
    test: async () => refused,
    reload: async () => refused.messages.map(describeMessage).join('; '),
    accessLogLine: async () => null,
    errorLogLines: async () => [],
  };
}
