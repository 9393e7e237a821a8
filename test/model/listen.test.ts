import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selfSignedCertificate } from '../../src/certificate/self-signed.ts';
import { Level } from '../../src/nginx/model/level.ts';
import {
  chooseRequestServer,
  chooseTlsServer,
  http2OnlyLine,
  Listeners,
  type ServerChoice,
  tlsLine,
} from '../../src/nginx/model/listen/index.ts';
import { freePorts } from '../../src/nginx/process/free-port.ts';
import {
  createRun,
  type NginxBinary,
  type Run,
  type RunningNginx,
  startNginx,
} from '../../src/nginx/process/index.ts';
import { load, objectFiles } from '../../src/nginx/syntax/index.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { picker, randomHost, randomSite, type SitePlan } from './listening-site.ts';

const PORTS = Number(process.env['FAIRLEAD_PORTS'] ?? 16);
const ASKED = Number(process.env['FAIRLEAD_ASKED'] ?? 24);
const SEED = Number(process.env['FAIRLEAD_SEED'] ?? 1);

const ipv6 = Object.values(networkInterfaces())
  .flat()
  .some((network) => network?.address === '::1');

/** One request, as the test sends it. */
interface Question {
  readonly address: string;
  readonly port: number;
  readonly tls: boolean;
  readonly serverName: string;
  /** Undefined for none, which HTTP/1.0 allows. */
  readonly host: string | undefined;
}

describe.each(await candidates())('$version', (candidate) => {
  const nginx = candidate.nginx as NginxBinary;

  describe.skipIf(!candidate.nginx)(titleOf(candidate), () => {
    let run: Run;
    let running: RunningNginx;
    let site: SitePlan;
    let listeners: Listeners;
    beforeAll(async () => {
      run = await createRun();
      const { certificate, key } = await selfSignedCertificate(['a.test']);
      await writeFile(`${run.folder}/site.crt`, certificate);
      await writeFile(`${run.folder}/site.key`, key);
      site = randomSite({ seed: SEED, ports: await freePorts(PORTS), ipv6 });
      const configuration = wholeConfiguration(run.folder, site);
      running = await startNginx({ nginx, prefix: run.folder, configuration });
      listeners = readListeners(configuration);
    });
    afterAll(async () => {
      await running?.stop({ graceMs: 0 });
      await run?.remove();
    });

    test('the same server answers', async () => {
      const pick = picker(SEED + 1);
      const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3', ...(ipv6 ? ['::1'] : [])];
      const differences: unknown[] = [];
      for (const { port, tls } of site.ports) {
        const questions = Array.from({ length: ASKED }, (): Question => {
          const host = pick([true, true, true, true, false]) ? randomHost(pick) : undefined;
          const serverName = pick(['', 'a.test', 'b.a.test', 'x.test', 'q.localhost', 'nowhere']);
          return { address: pick(addresses), port, tls, serverName, host };
        });
        const answers = await Promise.all(questions.map(ask));
        for (const [i, question] of questions.entries()) {
          const expected = predict(listeners, question, nginx.version);
          if (answers[i] !== expected) differences.push({ question, expected, got: answers[i] });
        }
      }
      expect(differences).toEqual([]);
    });

    const speaksHttp2 = nginx?.configureArguments.includes('--with-http_v2_module');
    test.runIf(speaksHttp2)('http2 without TLS leaves HTTP/1.1 or not, by version', async () => {
      const [port = 0] = await freePorts(1);
      const servers = `server { listen 127.0.0.1:${port} http2; return 200 "0||"; }`;
      const plain = await createRun();
      const configuration = wholeConfiguration(plain.folder, { servers, ports: [] });
      const secrets = /^ *ssl_certificate.*$/gm;
      const withoutSecrets = configuration.replace(secrets, '');
      const one = await startNginx({
        nginx,
        prefix: plain.folder,
        configuration: withoutSecrets,
      });
      try {
        const question = { address: '127.0.0.1', port, tls: false, serverName: '', host: 'a.test' };
        const { socket } = readListeners(withoutSecrets).choose('127.0.0.1', port);
        if (socket === undefined) throw new Error('Nobody listens.');
        const isHttp2Only = http2OnlyLine(socket, nginx.version) !== undefined;
        expect((await ask(question)) === '200 0||').toBe(!isHttp2Only);
      } finally {
        await one.stop({ graceMs: 0 });
        await plain.remove();
      }
    });
  });
});

/** What the model says of a question, in the words in which `ask` tells the answer. */
function predict(listeners: Listeners, question: Question, version: string): string {
  const taken = listeners.choose(question.address, question.port);
  if (taken.socket === undefined) return 'refused';
  const { socket } = taken;
  if ((tlsLine(socket, version) !== undefined) !== question.tls) return 'other protocol';
  const tls = question.tls
    ? chooseTlsServer(socket, question.serverName || undefined, version)
    : undefined;
  if (question.host === '') return '400';
  const answer = chooseRequestServer(socket, question.host ?? '', tls, version);
  if (answer.kind !== 'server') return answer.kind === 'invalid-host' ? '400' : '421';
  return bodyOf(answer.choice);
}

function bodyOf({ server, captured }: ServerChoice): string {
  const group = (number: number | undefined): string =>
    number === undefined ? '' : (captured?.match.groups[number] ?? '');
  return `200 ${server.index}|${group(1)}|${group(captured?.regex.names.get('word'))}`;
}

function readListeners(configuration: string): Listeners {
  const files = objectFiles({ '/nginx.conf': configuration });
  const [http] = Level.main(load('/nginx.conf', { files })).blocks('http');
  if (http === undefined) throw new Error('There is no http block.');
  return new Listeners(http);
}

function wholeConfiguration(folder: string, { servers }: SitePlan): string {
  return `pid nginx.pid;
error_log logs/error.log crit;
worker_processes 1;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path temp/body;
  proxy_temp_path temp/proxy;
  fastcgi_temp_path temp/fastcgi;
  uwsgi_temp_path temp/uwsgi;
  scgi_temp_path temp/scgi;
  ssl_certificate ${folder}/site.crt;
  ssl_certificate_key ${folder}/site.key;
  ${servers}
  # So that $word is a variable, whatever names there are above.
  server { listen unix:${folder}/web.sock; server_name "~^(?<word>.)$"; }
}
`;
}

/** Sends a request and tells the status with the body of a 200, or `refused`. */
function ask({ address, port, tls, serverName, host }: Question): Promise<string> {
  return new Promise((resolve) => {
    const at = { host: address, port };
    const socket = tls
      ? connectTls({
          ...at,
          rejectUnauthorized: false,
          ...(serverName && { servername: serverName }),
        })
      : connect(at);
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', (error) => resolve(isRefusal(error) ? 'refused' : String(error)));
    socket.on('close', () => resolve(readAnswer(answer)));
    const request =
      host === undefined ? 'GET / HTTP/1.0\r\n' : `GET / HTTP/1.1\r\nHost: ${host}\r\n`;
    socket.write(`${request}Connection: close\r\n\r\n`, 'latin1');
  });
}

function isRefusal(error: Error): boolean {
  return 'code' in error && error.code === 'ECONNREFUSED';
}

function readAnswer(answer: string): string {
  const status = answer.split(' ', 2)[1] ?? 'nothing';
  return status === '200' ? `200 ${answer.slice(answer.indexOf('\r\n\r\n') + 4)}` : status;
}
