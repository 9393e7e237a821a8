import { statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import {
  type FileFacts,
  Model,
  type Trace,
  type TraceRequest,
  trace,
} from '../../src/nginx/model/index.ts';
import { freePorts } from '../../src/nginx/process/free-port.ts';
import {
  createRun,
  type NginxBinary,
  NginxStartError,
  type Run,
  type RunningNginx,
  startNginx,
} from '../../src/nginx/process/index.ts';
import { load, objectFiles } from '../../src/nginx/syntax/index.ts';
import type { Ask, Case, Seen, Text } from './cases/case.ts';
import {
  asksForTunnel,
  startTellingBackend,
  TELLING_HEADER,
  type TellingBackend,
} from './telling-backend.ts';

/** One nginx with the servers of many cases, and the model of the very same configuration. */
export interface SiteOfCases {
  /** What nginx really does with a request. */
  nginx(one: Case, ask: Ask): Promise<Seen>;
  /** What the model says of it. */
  model(one: Case, ask: Ask): Trace;
  /** The same in the words in which nginx's doing is told. */
  modelSees(one: Case, ask: Ask): Seen;
  /** How many connections the backend gets for some requests, one after another. */
  connections(one: Case, ask: Ask, count: number): Promise<number>;
  stop(): Promise<void>;
}

/** Starts an nginx with the cases that its version takes; `files` are those below its prefix. */
export async function startSiteOfCases(
  nginx: NginxBinary,
  cases: readonly Case[],
  files: Readonly<Record<string, string>> = {},
): Promise<SiteOfCases> {
  const run = await createRun();
  const backend = await startTellingBackend();
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(`${run.folder}/${path}`), { recursive: true });
      await writeFile(`${run.folder}/${path}`, text);
    }
    const { running, ports, configuration } = await start(nginx, run, backend, cases);
    const model = modelOf({ ...files, 'nginx.conf': configuration }, nginx.version, run.folder);
    const requestOf = (one: Case, ask: Ask): TraceRequest => readRequest(ask, portOf(ports, one));
    return {
      nginx: async (one, ask) => seenIn(await send(requestOf(one, ask)), portOf(ports, one)),
      model: (one, ask) => trace(model, requestOf(one, ask)),
      modelSees: (one, ask) => seenBy(trace(model, requestOf(one, ask)), portOf(ports, one)),
      async connections(one, ask, count) {
        const seen = new Set<string | undefined>();
        for (let sent = 0; sent < count; sent += 1) {
          seen.add(headerOf(await send(requestOf(one, ask)), TELLING_HEADER));
        }
        return seen.size;
      },
      async stop() {
        await running.stop({ graceMs: 0 });
        await backend.close();
        await run.remove();
      },
    };
  } catch (error) {
    await backend.close();
    await run.remove();
    throw error;
  }
}

interface Started {
  readonly running: RunningNginx;
  readonly ports: ReadonlyMap<Case, number>;
  readonly configuration: string;
}

/** How often somebody else may take a port just before nginx does. */
const MOST_TRIES = 5;

async function start(
  nginx: NginxBinary,
  { folder }: Run,
  backend: TellingBackend,
  cases: readonly Case[],
): Promise<Started> {
  for (let tries = 1; ; tries += 1) {
    const ports = await portsFor(cases);
    const configuration = wholeConfiguration(cases, ports, nginx.version, backend.port);
    try {
      const running = await startNginx({ nginx, prefix: folder, configuration });
      return { running, ports, configuration };
    } catch (error) {
      const isTaken = error instanceof NginxStartError && error.kind === 'port-taken';
      if (!isTaken || tries === MOST_TRIES) throw error;
    }
  }
}

async function portsFor(cases: readonly Case[]): Promise<Map<Case, number>> {
  const ports = await freePorts(cases.length);
  return new Map(cases.map((one, index) => [one, ports[index] ?? 0]));
}

function portOf(ports: ReadonlyMap<Case, number>, one: Case): number {
  const port = ports.get(one);
  if (port === undefined) throw new Error(`This site has no case "${one.name}".`);
  return port;
}

function wholeConfiguration(
  cases: readonly Case[],
  ports: ReadonlyMap<Case, number>,
  version: string,
  backendPort: number,
): string {
  const blocks = cases.map((one) => {
    const server = `server { listen 127.0.0.1:@PORT@; server_name a.test;\n${textOf(one.server, version)}\n}`;
    const text = one.http === undefined ? server : textOf(one.http, version);
    return `# ${one.name}\n${text.replaceAll('@PORT@', String(portOf(ports, one)))}`;
  });
  return `pid nginx.pid;
error_log logs/error.log crit;
worker_processes 1;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path temp/body;
  proxy_temp_path temp/proxy;
  fastcgi_temp_path temp/fastcgi;
  uwsgi_temp_path temp/uwsgi;
  scgi_temp_path temp/scgi;
  upstream backend { server 127.0.0.1:@BACKEND@; }
  ${blocks.join('\n')}
}
`.replaceAll('@BACKEND@', String(backendPort));
}

function textOf(text: Text | undefined, version: string): string {
  return typeof text === 'function' ? text(version) : (text ?? '');
}

/** As nginx reads it: a character for each byte. */
function modelOf(files: Readonly<Record<string, string>>, version: string, prefix: string): Model {
  const encoder = new TextEncoder();
  const bytes = Object.entries(files).map(([path, text]) => [path, encoder.encode(text)]);
  const configuration = load('nginx.conf', { files: objectFiles(Object.fromEntries(bytes)) });
  return new Model(configuration, { version, prefix, fileFacts });
}

/** All of nginx's disk is at hand. */
const fileFacts: FileFacts = (path) => {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'missing';
  }
};

function readRequest(ask: Ask, port: number): TraceRequest {
  const host = ask.host === undefined ? 'a.test' : ask.host;
  const written = (ask.headers ?? []).map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  });
  return {
    method: ask.method ?? 'GET',
    target: ask.target,
    httpVersion: ask.httpVersion ?? '1.1',
    headers: host === null ? written : [{ name: 'Host', value: host }, ...written],
    address: ask.address ?? '127.0.0.1',
    port,
    tls: false,
    serverName: undefined,
    client: { address: '127.0.0.1', port: 0 },
  };
}

/** Sends a request on a connection of its own; all that comes back, a character for each byte. */
function send({
  method,
  target,
  httpVersion,
  headers,
  address,
  port,
}: TraceRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ host: address, port });
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      answer += chunk;
      if (isWhole(answer, method)) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    // Far above what an answer on loopback takes.
    socket.setTimeout(10_000, () => socket.destroy(new Error(`No whole answer came: ${answer}`)));
    const lines = headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
    socket.write(`${method} ${target} HTTP/${httpVersion}\r\n${lines}\r\n`, 'latin1');
  });
}

/** Statuses whose answers have no body (RFC 9110 section 6.4.1). */
const HEAD_ALONE = /^HTTP\/1\.1 (?:101|204|304) /;

/** An answer without a length ends with the connection. */
function isWhole(answer: string, method: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  const length = headerOf(answer, 'Content-Length');
  if (end === -1) return false;
  if (method === 'HEAD' || HEAD_ALONE.test(answer)) return true;
  return length !== undefined && answer.length >= end + 4 + Number(length);
}

/** Of the head of an answer. */
function headerOf(answer: string, name: string): string | undefined {
  const head = answer.slice(0, answer.indexOf('\r\n\r\n') + 2);
  return new RegExp(`\\r\\n${name}: ([^\\r]*)\\r\\n`).exec(head)?.[1];
}

function seenIn(answer: string, port: number): Seen {
  const end = answer.indexOf('\r\n\r\n');
  const isTold = headerOf(answer, TELLING_HEADER) !== undefined;
  const body = answer.slice(end + 4);
  const status = answer === '' ? 444 : Number(answer.split(' ', 2)[1]);
  const [line, ...headers] = isTold && status !== 101 ? body.split('\r\n') : [];
  return withoutPort(port, {
    status: isTold && (status === 200 || status === 101) ? undefined : status,
    redirect: headerOf(answer, 'Location'),
    line,
    headers,
    added: isTold ? (answer.slice(0, end).match(/^X-.*(?=\r|$)/gm) ?? []) : [],
  });
}

function seenBy({ outcome, passing, answer, unknowns }: Trace, port: number): Seen {
  const [doubt] = unknowns;
  if (doubt !== undefined) throw new Error(`The model does not know ${doubt.what}: ${doubt.why}`);
  const text = (value: { readonly text: string | undefined } | undefined): string | undefined =>
    value && (value.text ?? 'unknown');
  const { line, headers = [] } = passing?.request ?? {};
  const isProxied = outcome.kind === 'proxy';
  const isTunnel = isProxied && asksForTunnel(line?.text ?? '');
  const isTold = isProxied && !isTunnel;
  const added = (answer?.added ?? []).filter(({ always }) => always || !isTunnel);
  return withoutPort(port, {
    status: isProxied ? answer?.status : 'status' in outcome ? outcome.status : undefined,
    redirect: outcome.kind === 'response' ? text(outcome.redirect) : undefined,
    line: isTold ? text(line) : undefined,
    headers: isTold ? headers.map(({ name, value }) => `${name}: ${text(value)}`) : [],
    added: isProxied ? added.map(({ name, value }) => `${name}: ${text(value)}`) : [],
  });
}

/** Ports differ from run to run. */
function withoutPort(port: number, seen: Seen): Seen {
  const replace = (text: string | undefined): string | undefined =>
    text?.replaceAll(`:${port}`, ':@PORT@');
  return {
    ...seen,
    redirect: replace(seen.redirect),
    line: replace(seen.line),
    headers: seen.headers.map((header) => replace(header) ?? ''),
    added: seen.added.map((header) => replace(header) ?? ''),
  };
}
