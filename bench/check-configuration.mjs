// `fairlead check` of a big configuration, process start included, beside `nginx -t` of the same tree:
// time and peak memory. And whether it finds what was planted, and nothing in the good servers.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNginx } from '../dist/nginx/process/index.js';
import { compare, withBigTree } from './measure.mjs';

const ROUNDS = 7;
const KIB_PER_MIB = 1024;
const MAIN = fileURLToPath(new URL('../dist/cli/main.cjs', import.meta.url));
/** Servers, the longest time in milliseconds, and the most memory in MiB. */
const GOALS = [
  [1000, 350, 200],
  [5000, 1500, undefined],
];
/**
 * Where that variable is set, Node reads all certificates that it knows before it runs anything: some
 * 40 ms of the machine's own, not of what is measured. What is measured runs without it, and once with it.
 */
const { NODE_EXTRA_CA_CERTS: extraCertificates, ...plainEnvironment } = process.env;

const nginx = await findNginx({ environment: process.env });
for (const goal of GOALS) await withBigTree(goal[0], (folder) => measureTree(goal, folder));

function measureTree([servers, mostMs, mostMib], folder) {
  const check = [process.execPath, MAIN, 'check', folder, '--format', 'json'];
  const ours = inNewProcesses(check, [1]);
  const goal = mostMib === undefined ? `${mostMs} ms` : `${mostMs} ms, ${mostMib} MiB`;
  const memory = ours.mib === undefined ? '' : `, ${ours.mib} MiB at most`;
  console.log(`  ${servers} servers: ${ours.ms.toFixed(0)} ms${memory} (goal: ${goal})`);
  if (extraCertificates !== undefined) {
    const { ms } = inNewProcesses(check, [1], process.env);
    console.log(`  with NODE_EXTRA_CA_CERTS, as it is set here: ${ms.toFixed(0)} ms`);
  }
  console.log(`  ${foundIn(folder)}`);
  if (nginx === undefined) {
    console.log('  nginx -t: skipped, no nginx is at hand\n');
    return;
  }
  const test = [...nginx.command, '-t', '-p', folder, '-c', 'nginx.conf'];
  compare('fairlead check', ours.ms, 'nginx -t', inNewProcesses(test, [0]).ms);
}

/** How many of the planted faults are found, and how many of the good servers are called bad. */
function foundIn(folder) {
  const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  const args = [MAIN, 'check', '.', '--format', 'json'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, maxBuffer: 1 << 28 });
  const heavy = JSON.parse(stdout).findings.filter(({ severity }) => severity !== 'advice');
  const files = new Set(heavy.map(({ file }) => file));
  const [bad, good] = [true, false].map((isBad) =>
    truth.filter(({ defect }) => (defect !== null) === isBad),
  );
  const found = (servers) => servers.filter(({ file }) => files.has(file)).length;
  return `${found(bad)} of ${bad.length} planted faults found, ${found(good)} of ${good.length} good servers called bad`;
}

/** The median of some processes, and the most memory of any as far as the system tells. */
function inNewProcesses(command, statuses, env = plainEnvironment) {
  const times = [];
  let mib;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    const { status, stderr } = spawnSync(...withMemory(command), {
      env,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    times.push(performance.now() - begun);
    if (!statuses.includes(status)) throw new Error(`${command} ended with ${status}: ${stderr}`);
    const kib = Number(/^peak (\d+)$/m.exec(stderr)?.[1]);
    if (kib > 0) mib = Math.max(mib ?? 0, Math.round(kib / KIB_PER_MIB));
  }
  return { ms: times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)], mib };
}

function withMemory([program, ...args]) {
  // GNU time, which not every system has.
  return existsSync('/usr/bin/time')
    ? ['/usr/bin/time', ['-f', 'peak %M', program, ...args]]
    : [program, args];
}
