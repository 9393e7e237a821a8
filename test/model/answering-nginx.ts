import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import {
  createRun,
  type NginxBinary,
  startNginx,
  testConfiguration,
} from '../../src/nginx/process/index.ts';

/** An nginx that answers on a unix socket of its own. */
export interface AnsweringNginx {
  /** Sends a target as it is, a byte a character. */
  ask(target: string): Promise<Answer>;
  stop(): Promise<void>;
}

/** What came back, as byte strings. */
export interface Answer {
  /** 0 where nothing came back. */
  readonly status: number;
  /** The header `Location`. */
  readonly location: string | undefined;
  readonly body: string;
}

/** Directives of the one server that is asked, and others of `http`. */
export interface Serving {
  readonly server: string;
  readonly others?: string;
}

/** Starts an nginx with what `serving` makes of the folder it runs in. */
export async function startAnswering(
  nginx: NginxBinary,
  serving: (folder: string) => Serving,
): Promise<AnsweringNginx> {
  const run = await createRun();
  const socket = `${run.folder}/web.sock`;
  try {
    const configuration = wholeConfiguration(socket, serving(run.folder));
    const running = await startNginx({ nginx, prefix: run.folder, configuration });
    const stop = async (): Promise<void> => {
      await running.stop({ graceMs: 0 });
      await run.remove();
    };
    return { ask: (target) => ask(socket, target), stop };
  } catch (error) {
    await run.remove();
    throw error;
  }
}

function wholeConfiguration(socket: string, { server, others = '' }: Serving): string {
  return `pid nginx.pid;
error_log logs/error.log crit;
worker_processes 1;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path temp/body;
  proxy_temp_path temp/proxy;
  fastcgi_temp_path temp/fastcgi;
  uwsgi_temp_path temp/uwsgi;
  scgi_temp_path temp/scgi;
  ${others}
  server {
    listen unix:${socket};
    ${server}
  }
}
`;
}

/** Tells for each of `servers`, the directives of a server, whether this nginx takes them. */
export async function accepts(nginx: NginxBinary, servers: readonly string[]): Promise<boolean[]> {
  const run = await createRun();
  const prefix = run.folder;
  const file = `${prefix}/nginx.conf`;
  try {
    for (const name of ['logs', 'temp']) await mkdir(`${prefix}/${name}`);
    const verdicts: boolean[] = [];
    for (const server of servers) {
      await writeFile(file, wholeConfiguration(`${prefix}/web.sock`, { server }));
      verdicts.push((await testConfiguration(nginx, { prefix, file })).ok);
    }
    return verdicts;
  } finally {
    await run.remove();
  }
}

/** A text as one argument of a directive. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function ask(path: string, target: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(path);
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(readAnswer(answer)));
    socket.write(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`, 'latin1');
  });
}

function readAnswer(answer: string): Answer {
  const end = answer.indexOf('\r\n\r\n');
  return {
    status: Number(answer.split(' ', 2)[1] ?? 0),
    location: /^Location: (.*)\r$/m.exec(answer.slice(0, end + 2))?.[1],
    body: answer.slice(end + 4),
  };
}
