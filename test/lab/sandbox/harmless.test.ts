import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HARMLESS } from '../../../src/lab/sandbox/harmless.fixture.ts';
import { type Context, formsOf } from '../../../src/nginx/catalog/index.ts';
import { findProgram } from '../../../src/nginx/process/find-program.ts';
import type { NginxBinary } from '../../../src/nginx/process/index.ts';
import { runCommand } from '../../../src/nginx/process/run-command.ts';
import { newestNginx } from '../../nginx-versions.ts';

/** The newest knows the most directives. */
const newest = (await newestNginx()) as NginxBinary;
const strace = await findProgram('strace', process.env);
const why = newest === undefined ? ' (skipped: no nginx)' : ' (skipped: no strace)';
const canRun = newest !== undefined && strace !== undefined;

/** How a line of each context is reached. */
const AROUND: Partial<Record<Context, (line: string) => string>> = {
  main: (line) => `${line} events {}`,
  events: (line) => `events { ${line} }`,
  http: (line) => `events {} http { ${line} }`,
  server: (line) => `events {} http { server { ${line} } }`,
  location: (line) => `events {} http { server { location / { ${line} } } }`,
  upstream: (line) => `events {} http { upstream u { server 127.0.0.1:1; ${line} } }`,
  stream: (line) => `events {} stream { ${line} }`,
  'stream-server': (line) =>
    `events {} stream { server { listen 127.0.0.1:1; proxy_pass 127.0.0.1:1; ${line} } }`,
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-harmless-'));
  for (const name of ['logs', 'temp', 'bait']) await mkdir(join(folder, name));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!canRun)(`what the sandbox lets be${canRun ? '' : why}`, () => {
  test('no such directive has nginx open a file that it names, or look a name up', async () => {
    const asked = linesToAsk();
    expect(asked.length).toBeGreaterThan(400);
    const touched: string[] = [];
    // Two at a time: the machine may have no more processors.
    const next = asked.values();
    await Promise.all(
      [1, 2].map(async (lane) => {
        for (const { line, text } of next) {
          const seen = await systemCalls(`${lane}`, text);
          if (/"[^"]*bait|sin_port=htons\(53\)/.test(seen)) touched.push(line);
        }
      }),
    );
    expect(touched).toEqual([]);
  }, 300_000);

  test('the same question is answered with yes for those that do', async () => {
    const bait = `${folder}/bait/file`;
    expect(await systemCalls('0', `events {} http { access_log ${bait}; }`)).toContain('bait');
    const named = 'events {} http { set_real_ip_from bait.example.invalid; }';
    expect(await systemCalls('0', named)).toMatch(/resolv\.conf|sin_port=htons\(53\)/);
  });
});

/** For each directive a line with a file and one with a name, in the first context that it has. */
function linesToAsk(): { line: string; text: string }[] {
  return [...HARMLESS].flatMap((name) => {
    const form = formsOf(name).find(({ thirdParty }) => !thirdParty);
    if (form === undefined || form.kind === 'block' || form.kind === 'entries') return [];
    const around = form.contexts.map((context) => AROUND[context]).find((one) => one !== undefined);
    if (around === undefined) return [];
    const count = Math.max(form.arguments.least, Math.min(form.arguments.most, 1));
    return [`${folder}/bait/file`, 'bait.example.invalid'].map((bait) => {
      const line = [name, ...Array.from({ length: count }, () => bait)].join(' ');
      return { line, text: around(`${line};`) };
    });
  });
}

/** What nginx asks of the system while it tests a configuration, but for reading that itself. */
async function systemCalls(lane: string, text: string): Promise<string> {
  const file = join(folder, `${lane}.conf`);
  const trace = join(folder, `${lane}.trace`);
  const modules = `load_module ${newest.modulesFolder}/ngx_stream_module.so;`;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/temp/${name};`)
    .join(' ');
  const placed = text.replace('http {', `http { access_log off; ${temporary}`);
  await writeFile(file, `${modules} pid ${folder}/${lane}.pid; ${placed}`);
  const options = ['-f', '-qq', '-o', trace, '-e', 'trace=%file,connect,sendto,sendmmsg'];
  const nginx = [...newest.command, '-p', folder, '-c', file, '-e', 'stderr', '-t', '-q'];
  await runCommand([strace ?? '', ...options, ...nginx]);
  return readFile(trace, 'utf8');
}
