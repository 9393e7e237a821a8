// A big configuration, loaded and parsed right after the start of a process, beside `nginx -t` of the
// same tree and, where they are installed in the current folder, other parsers from npm.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, withBigTree } from './measure.mjs';

const ROUNDS = 7;
const MIB = 1024 * 1024;
const SIZES = [1000, 5000];

/** Each reads a tree once and says how many files it read; its time is taken within a new process. */
const readers = {
  async fairlead(folder) {
    const { load } = await import('../dist/nginx/syntax/index.js');
    return () => {
      const { files, problems } = load(join(folder, 'nginx.conf'));
      if (problems.length > 0) throw new Error(problems[0].message);
      return files.length;
    };
  },
  async 'nginx-conf'(folder) {
    const { NginxParser } = requireHere('nginx-conf');
    return () => readEach(folder, (text) => new NginxParser().parse(text, fail));
  },
  async '@webantic/nginx-config-parser'(folder) {
    const ConfigParser = requireHere('@webantic/nginx-config-parser');
    return () => readEach(folder, (text) => new ConfigParser().parse(text));
  },
};

/** These know no include, so each file is handed to them. */
function readEach(folder, parse) {
  const sites = join(folder, 'sites-enabled');
  const names = readdirSync(sites);
  for (const name of names) parse(readFileSync(join(sites, name), 'utf8'));
  return names.length;
}

function requireHere(name) {
  return createRequire(join(process.cwd(), 'here.js'))(name);
}

function fail(error) {
  if (error) throw error;
}

if (process.argv[2] === '--one') await measureOne(process.argv[3], process.argv[4]);
else
  for (const servers of SIZES) await withBigTree(servers, (folder) => measureTree(servers, folder));

async function measureOne(name, folder) {
  const read = await readers[name](folder);
  const begun = performance.now();
  const files = read();
  const ms = performance.now() - begun;
  process.stdout.write(JSON.stringify({ ms, files, rss: process.memoryUsage().rss }));
}

async function measureTree(servers, folder) {
  const ours = inNewProcesses('fairlead', folder);
  console.log(
    `  ${servers} servers, ${ours.files} files, ${Math.round(ours.rss / MIB)} MiB resident`,
  );
  const nginxMs = await testByNginx(folder);
  if (nginxMs === undefined) console.log('  nginx -t: skipped, no nginx is at hand');
  else compare('fairlead: load', ours.ms, 'nginx -t, process start included', nginxMs);
  for (const name of Object.keys(readers)) {
    if (name === 'fairlead') continue;
    if (!isInstalled(name)) console.log(`  ${name}: skipped, not installed here\n`);
    else compare('fairlead: load', ours.ms, `${name}, each file`, inNewProcesses(name, folder).ms);
  }
}

function isInstalled(name) {
  try {
    requireHere(name);
    return true;
  } catch {
    return false;
  }
}

/** The median of a few processes that each do it once: nothing is warm, as on a command line. */
function inNewProcesses(name, folder) {
  const args = [fileURLToPath(import.meta.url), '--one', name, folder];
  const found = Array.from({ length: ROUNDS }, () =>
    JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })),
  );
  return found.sort((a, b) => a.ms - b.ms)[Math.floor(ROUNDS / 2)];
}

async function testByNginx(folder) {
  const { findNginx } = await import('../dist/nginx/process/index.js');
  const nginx = await findNginx({ environment: process.env });
  if (nginx === undefined) return undefined;
  const [program, ...before] = nginx.command;
  const times = Array.from({ length: ROUNDS }, () => {
    const begun = performance.now();
    const { status, stderr } = spawnSync(program, [
      ...before,
      '-t',
      '-p',
      folder,
      '-c',
      'nginx.conf',
    ]);
    if (status !== 0) throw new Error(`nginx -t ended with ${status}: ${stderr}`);
    return performance.now() - begun;
  });
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}
