import { chmod, cp, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cacheFolder } from '../../../src/nginx/process/index.ts';
import { runCommand } from '../../../src/nginx/process/run-command.ts';
import { candidates, titleOf } from '../../nginx-versions.ts';
import { type HostileSite, proofOf, SECRET, writeHostileSite } from './hostile-site.ts';
import { nginxBelow } from './nginx-below.ts';
import { newWorld, Prover } from './prover-process.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const found = await candidates();
const newest = found.findLast(({ nginx }) => nginx)?.nginx;

/**
 * A network of its own with a way out that leads nowhere, and a name server behind it: what is sent there
 * is counted. Without IPv6, whose kernel speaks by itself.
 */
const OWN_NETWORK = `
echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6 2>/dev/null
echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6 2>/dev/null
ip link set lo up && ip link add out0 type veth peer name out1 || exit 77
ip addr add 10.9.9.1/24 dev out0 && ip link set out0 up && ip link set out1 up || exit 77
ip route add default via 10.9.9.2 || exit 77
mount --bind "$1" /etc/resolv.conf || exit 77
shift
exec "$@"
`;

let world = '';
let script = '';
let resolver = '';
let noNetwork: string | undefined;

beforeAll(async () => {
  ({ world, script } = await newWorld());
  resolver = join(world, 'resolv.conf');
  await runCommand([
    '/bin/sh',
    '-c',
    `echo nameserver 10.9.9.2 > ${resolver}; chmod 644 ${resolver}`,
  ]);
  noNetwork = await whyNoNetwork();
});
afterAll(() => rm(world, { recursive: true, force: true }));

describe.each(found)('$version', (candidate) => {
  const { nginx, version } = candidate;
  describe.skipIf(!nginx)(titleOf(candidate), () => {
    test('nothing of the machine is touched by a hostile configuration', async ({ skip }) => {
      if (noNetwork !== undefined) skip(noNetwork);
      const { site, temporary } = await newSite(version);
      const before = await snapshot(site.outside);
      const env = { ...process.env, TMPDIR: temporary, SECRET };
      const prover = new Prover(script, proofOf(site, version), { env, cwd: world }, ownNetwork());
      // Until then its network is still ours.
      expect(await prover.next()).toEqual({ kind: 'begun' });
      const watch = watchMachine(prover.pid, temporary);
      const result = await prover.result();
      const seen = await watch.end();
      const sent = await sentOutside(prover.pid);
      await prover.end();

      if (result.kind !== 'proven') throw new Error(JSON.stringify(result));
      // Without a tunnel nothing would have been proven about the sandbox either.
      expect(result.outcomes).toMatchObject({ reload: expect.any(String) });
      expect(result.evidence).toContain('nginx -t accepts it');
      expect(sent).toBe(0);
      expect([...seen.listening]).not.toEqual([]);
      expect([...seen.listening].filter((address) => !isPrivate(address))).toEqual([]);
      expect(seen.users.size).toBeGreaterThan(0);
      if (isRoot) expect([...seen.users]).toEqual([NOBODY]);
      expect(await snapshot(site.outside)).toEqual(before);
      expect(JSON.stringify(result)).not.toContain(SECRET);
      expect(await leftIn(temporary)).toEqual([]);
    });
  });
});

describe('the test itself', () => {
  test('counts what is sent outside', async ({ skip }) => {
    if (noNetwork !== undefined) skip(noNetwork);
    const [program = '', ...args] = ownNetwork();
    const ask = `getent ahostsv4 a.example.com; cat /proc/net/dev`;
    const { stdout } = await runCommand([program, ...args, '/bin/sh', '-c', ask]);
    expect(sentBy(stdout)).toBeGreaterThan(0);
  }, 60_000);
});

describe.skipIf(!isRoot || newest === undefined)(
  `as an ordinary user${isRoot ? '' : ' (skipped: not root, so the tests above were that)'}`,
  () => {
    test('a hostile configuration touches nothing either', async () => {
      const { site, temporary, folder } = await newSite('user');
      const home = join(folder, 'home');
      await mkdir(home);
      await giveNginx(home);
      await runCommand(['chown', '-R', `${NOBODY}:${NOBODY}`, home, temporary]);
      const before = await snapshot(site.outside);
      const options = proofOf(site, newest?.version);
      const env = { PATH: process.env['PATH'], HOME: home, TMPDIR: temporary, SECRET };
      const user = { uid: NOBODY, gid: NOBODY };
      const prover = new Prover(script, options, { env, cwd: world, ...user });
      const watch = watchMachine(prover.pid, temporary);
      const result = await prover.result();
      const seen = await watch.end();
      await prover.end();

      if (result.kind !== 'proven') throw new Error(JSON.stringify(result));
      expect(result.evidence).toContain('nginx -t accepts it');
      expect([...seen.users]).toEqual([NOBODY]);
      expect(await snapshot(site.outside)).toEqual(before);
      expect(JSON.stringify(result)).not.toContain(SECRET);
      expect(await leftIn(temporary)).toEqual([]);
    });
  },
);

function ownNetwork(): string[] {
  return ['unshare', '-n', '-m', '/bin/sh', '-c', OWN_NETWORK, 'sh', resolver];
}

async function whyNoNetwork(): Promise<string | undefined> {
  if (!isRoot) return 'not root, so there is no network of its own';
  const [program = '', ...args] = ownNetwork();
  const tried = await runCommand([program, ...args, 'true']).catch((error: unknown) => error);
  if (typeof tried === 'object' && tried !== null && 'status' in tried && tried.status === 0) {
    return undefined;
  }
  return 'unshare or ip is not there, or not permitted';
}

interface NewSite {
  readonly folder: string;
  readonly site: HostileSite;
  readonly temporary: string;
}

async function newSite(name: string): Promise<NewSite> {
  const folder = join(world, name);
  const temporary = join(folder, 'tmp');
  await mkdir(temporary, { recursive: true });
  await chmod(temporary, 0o1777);
  return { folder, temporary, site: await writeHostileSite(folder) };
}

/** The cache of root is where nobody else may go. */
async function giveNginx(home: string): Promise<void> {
  const to = cacheFolder({ HOME: home });
  const from = cacheFolder({ HOME: homedir(), XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] });
  const version = newest?.version ?? '';
  await cp(join(from, 'nginx', version), join(to, 'nginx', version), {
    recursive: true,
    verbatimSymlinks: true,
  });
}

/** Every file below a folder with what would tell a change; when it was last read, where that is kept. */
async function snapshot(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  const lines = ['.', ...names].map(async (name) => {
    const { mtimeMs, ctimeMs, size, mode, uid } = await stat(join(folder, name));
    return [name, mtimeMs, ctimeMs, size, mode, uid].join(' ');
  });
  return (await Promise.all(lines)).sort();
}

interface Seen {
  /** Addresses with their ports, as the kernel writes them: hexadecimal. */
  readonly listening: ReadonlySet<string>;
  /** Of the processes of nginx that worked below the temporary folder. */
  readonly users: ReadonlySet<number>;
}

/** Looks at what listens in the network of a process, and at who runs nginx, until told to end. */
function watchMachine(pid: number, temporary: string): { end: () => Promise<Seen> } {
  const listening = new Set<string>();
  const users = new Set<number>();
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      for (const address of await listeningIn(pid)) listening.add(address);
      for (const user of await usersOfNginx(temporary)) users.add(user);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    end: async () => {
      isOver = true;
      await watching;
      return { listening, users };
    },
  };
}

const LISTENS = '0A';

async function listeningIn(pid: number): Promise<string[]> {
  const tables = ['tcp', 'tcp6', 'udp', 'udp6'].map(async (table) => {
    const text = await readFile(`/proc/${pid}/net/${table}`, 'utf8').catch(() => '');
    const rows = text
      .split('\n')
      .slice(1)
      .map((row) => row.trim().split(/\s+/));
    // A datagram socket has no state that tells.
    return rows.filter(([, , , state]) => table.startsWith('udp') || state === LISTENS);
  });
  return (await Promise.all(tables)).flat().flatMap(([, address]) => address ?? []);
}

/** 127.0.0.1, and no port that the configuration names; all that it names are below 10,000. */
function isPrivate(address: string): boolean {
  const [host, port = ''] = address.split(':');
  return host === '0100007F' && Number.parseInt(port, 16) >= 10_000;
}

async function usersOfNginx(temporary: string): Promise<number[]> {
  const users: number[] = [];
  for (const pid of await nginxBelow(temporary)) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const user = /^Uid:\s+(\d+)/m.exec(status)?.[1];
    if (user !== undefined) users.push(Number(user));
  }
  return users;
}

async function sentOutside(pid: number): Promise<number> {
  return sentBy(await readFile(`/proc/${pid}/net/dev`, 'utf8'));
}

/** Packets that left by the way out, of the table in /proc/net/dev. */
function sentBy(table: string): number {
  const row = /^\s*out0:\s*(.*)$/m.exec(table)?.[1]?.trim().split(/\s+/);
  const packets = row?.[9];
  if (packets === undefined) throw new Error(`There is no way out to count at: ${table}`);
  return Number(packets);
}

/** What is left of runs: the folder that holds them all stays. */
async function leftIn(temporary: string): Promise<string[]> {
  const names = await readdir(temporary, { recursive: true });
  return names.filter((name) => !/^fairlead-\d+$/.test(name));
}
