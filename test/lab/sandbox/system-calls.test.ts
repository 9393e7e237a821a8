import { chmod, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../../src/nginx/process/find-program.ts';
import { newestNginx } from '../../nginx-versions.ts';
import { type HostileSite, proofOf, writeHostileSite } from './hostile-site.ts';
import { newWorld, Prover } from './prover-process.ts';

const newest = (await newestNginx())?.version;
const strace = await findProgram('strace', process.env);
const why = newest === undefined ? ' (skipped: no nginx)' : ' (skipped: no strace)';
const canRun = newest !== undefined && strace !== undefined;

/** All that changes a disk, opens a file, or leads to a network. */
const CALLS =
  'open,openat,creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,' +
  'symlink,symlinkat,truncate,chmod,fchmodat,chown,lchown,fchownat,utimensat,bind,connect,sendto,sendmsg,sendmmsg';

describe.skipIf(!canRun)(`the system calls of a proof${canRun ? '' : why}`, () => {
  let world = '';
  let temporary = '';
  let site: HostileSite;
  let calls: readonly string[] = [];
  beforeAll(async () => {
    const made = await newWorld();
    world = made.world;
    temporary = join(world, 'tmp');
    await mkdir(temporary);
    await chmod(temporary, 0o1777);
    site = await writeHostileSite(world);
    const trace = join(world, 'trace');
    const through = [strace ?? '', '-f', '-qq', '-s', '400', '-o', trace, '-e', `trace=${CALLS}`];
    const env = { ...process.env, TMPDIR: temporary };
    const prover = new Prover(made.script, proofOf(site, newest), { env, cwd: world }, through);
    const result = await prover.result();
    if (result.kind !== 'proven') throw new Error(JSON.stringify(result));
    await prover.end();
    calls = (await readFile(trace, 'latin1')).split('\n');
  });
  afterAll(() => rm(world, { recursive: true, force: true }));

  test('change nothing but what is in the runs’ folder', () => {
    const changing = calls.filter((call) => !/ = -1 |<unfinished/.test(call)).filter(isChange);
    expect(changing.length).toBeGreaterThan(100);
    const outside = changing.filter(
      (call) => !call.includes(`"${temporary}/`) && !/"\/dev\/(?:null|tty)"|"\/proc\//.test(call),
    );
    expect(outside).toEqual([]);
  });

  test('open nothing that the configuration names outside its folder', () => {
    expect(calls.filter((call) => /\bopen(?:at)?\(/.test(call) && isOutside(call))).toEqual([]);
  });

  test('lead nowhere but to loopback', () => {
    const addresses = calls.flatMap((call) => [...call.matchAll(/inet_addr\("([\d.]+)"\)/g)]);
    expect(addresses.length).toBeGreaterThan(100);
    expect(addresses.filter(([, address]) => address !== '127.0.0.1')).toEqual([]);
    expect(calls.filter((call) => /AF_INET6/.test(call))).toEqual([]);
    expect(
      calls.filter((call) => /\bbind\(.*AF_UNIX/.test(call) && !call.includes(temporary)),
    ).toEqual([]);
  });

  function isOutside(call: string): boolean {
    return call.includes(`"${site.outside}`);
  }
});

/** Whether a call that worked changes the disk. */
function isChange(call: string): boolean {
  if (/\bopen(?:at)?\(/.test(call)) return /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/.test(call);
  return /\b(?:creat|mkdir|mknod|rename|unlink|rmdir|link|symlink|truncate|chmod|l?chown|f\w+at|\w+at2?)\(/.test(
    call,
  );
}
