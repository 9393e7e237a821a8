import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startDeadListener } from '../../src/lab/backends/dead-listener.ts';
import { createHub } from '../../src/demo/hub.ts';
import { startNode } from '../../src/demo/node.ts';
import {
  createRun,
  describeMessage,
  type NginxBinary,
  NginxStartError,
  startNginx,
  testConfiguration,
} from '../../src/nginx/process/index.ts';
import type { ConfigTestEvidence } from '../../src/probe/evidence.ts';
import { httpInspector } from '../../src/probe/http-inspector.ts';
import type { Site } from '../../src/probe/site.ts';
import { freePort } from '../../src/nginx/process/free-port.ts';

/** By how much a snippet's timeouts are divided where one is to be waited for. */
const SCALE = 20;
const PAGE = fileURLToPath(new URL('../../src/demo/page/', import.meta.url));

/** How a check's configuration is stood up. */
export interface SnippetOptions {
  readonly nginx: NginxBinary;
  /** A whole configuration as a check shows it: `listen 80`, backends 127.0.0.1:8080 and :8081. */
  readonly snippet: string;
  /** In front of a backend that takes no connection, timeouts divided. */
  readonly dead: boolean;
}

/** A configuration that runs, or that nginx did not even take. */
export interface SnippetSite {
  readonly site: Site;
  readonly close: () => Promise<void>;
}

/** Runs a check's configuration on ports of its own, in front of backends that tell what arrives. */
export async function openSnippet(options: SnippetOptions): Promise<SnippetSite> {
  const { nginx, dead } = options;
  const run = await createRun();
  const hub = createHub();
  const nodes = await Promise.all(
    ['a', 'b'].map((name) => startNode({ name, hub, pageFolder: PAGE })),
  );
  const deadListener = await startDeadListener();
  const closers = [
    () => run.remove(),
    () => deadListener.close(),
    ...nodes.map((node) => () => node.close()),
  ];
  const close = async () => {
    for (const closer of [...closers].reverse()) await closer();
  };

  const listenPort = await freePort();
  const [first, second] = nodes.map(({ port }) => port);
  const ports = dead ? [deadListener.port, deadListener.port] : [first, second];
  const configuration = adapt(options, listenPort, ports as [number, number], run.folder);
  const path = {
    url: new URL(`ws://app.example.com:${listenPort}/ws/`),
    connect: { host: '127.0.0.1', port: listenPort },
    timeoutMs: dead ? 10_000 / SCALE : 5_000,
  };
  const inUse = usesTwoNodes(options.snippet) ? nodes : nodes.slice(0, 1);
  const inside = { path, inspector: httpInspector(inUse.map(({ inspectPort }) => inspectPort)) };
  const common = { outside: path, ...(dead ? { dead: { path, scale: SCALE } } : { inside }) };
  try {
    const running = await startNginx({ nginx, prefix: run.folder, configuration });
    closers.push(async () => {
      await running.stop({ graceMs: 0 });
    });
    const file = join(run.folder, 'nginx.conf');
    const site: Site = {
      ...common,
      nginx: {
        test: () => testConfiguration(nginx, { prefix: run.folder, file }),
        reload: async () => {
          const result = await running.reload();
          return result.outcome === 'reloaded' ? null : result.messages.map(describeMessage).join();
        },
        accessLogLine: (text) => lineOf(join(run.folder, 'logs', 'access.log'), text),
      },
      silence: { wantedMs: 1_500, patienceMs: 2_000 },
      reload: { path, tunnels: 20, watchMs: 1_500 },
    };
    return { site, close };
  } catch (error) {
    if (!(error instanceof NginxStartError) || error.kind !== 'configuration') {
      await close();
      throw error;
    }
    const refused: ConfigTestEvidence = { ok: false, messages: error.messages };
    const site: Site = {
      ...common,
      nginx: {
        test: async () => refused,
        reload: async () => error.message,
        accessLogLine: async () => null,
      },
    };
    return { site, close };
  }
}

function usesTwoNodes(snippet: string): boolean {
  return snippet.includes('127.0.0.1:8081');
}

/** Moves a snippet to ports and files of its own; the rest of it stays as it is. */
function adapt(
  { snippet, dead, nginx }: SnippetOptions,
  listenPort: number,
  [first, second]: [number, number],
  folder: string,
): string {
  const moved = snippet
    .replaceAll('listen 80;', `listen 127.0.0.1:${listenPort};`)
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${first}`)
    .replaceAll('127.0.0.1:8081', `127.0.0.1:${second}`)
    .replace('http {', `http {\n${ownFiles(snippet, nginx, folder)}`);
  const scaled = dead
    ? moved.replace(/(\d+)s;/g, (_, s) => `${(Number(s) * 1_000) / SCALE}ms;`)
    : moved;
  return `pid nginx.pid;\nerror_log logs/error.log warn;\n${scaled}\n`;
}

/** Where nginx would write by default, unless the snippet says where. */
export function ownFiles(
  snippet: string,
  { configureArguments }: NginxBinary,
  folder: string,
): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .filter((module) => !configureArguments.includes(`--without-http_${module}_module`))
    .map((module) => `${module}_temp_path ${folder}/temp/${module};`);
  const log = snippet.includes('access_log ') ? [] : ['access_log logs/access.log;'];
  return [...temporary, ...log].join('\n');
}

async function lineOf(file: string, text: string): Promise<string | null> {
  for (let look = 0; look < 200; look += 1) {
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    const line = lines.find((each) => each.includes(text));
    if (line !== undefined) return line;
    await delay(10);
  }
  return null;
}
