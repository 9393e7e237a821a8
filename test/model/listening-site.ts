import { seededRandom } from '../differential/mutate.ts';

/** Servers of one port, and of one unix socket where `port` is none of theirs. */
export interface SitePlan {
  /** The `server` blocks. Each answers with its number and what a name of it captured. */
  readonly servers: string;
  readonly ports: readonly PlannedPort[];
}

export interface PlannedPort {
  readonly port: number;
  readonly tls: boolean;
}

/** What a random site may hold. */
export interface SiteOptions {
  readonly seed: number;
  readonly ports: readonly number[];
  /** Whether the machine has an address ::1. */
  readonly ipv6: boolean;
}

type Pick = <T>(from: readonly T[]) => T;

const NAMES: readonly string[] = [
  'a.test',
  'b.a.test',
  'A.Test',
  '*.a.test',
  '.a.test',
  '*.test',
  '.test',
  '*.b.a.test',
  '.b.a.test',
  'a.*',
  'b.a.*',
  'b.*',
  'www.a.*',
  'test',
  '_',
  '""',
  '*.x.y',
  '.localhost',
  '127.0.0.1',
  '"[::1]"',
  '"~^(?<word>[a-z]+)\\.a\\.test$"',
  '"~^B\\.(.+)$"',
  '~test$',
  '"~^(.)(.)?\\."',
  '~^www',
];

/** Hosts to ask for: most fit some name, some fit none, some are refused. */
const HOSTS: readonly string[] = [
  'a.test',
  'A.TEST:80',
  'a.test.',
  'a.test.:81',
  'a.test..',
  'b.a.test',
  'c.b.a.test',
  'www.a.test',
  'www.a.other',
  'a.x',
  'b.x.y',
  'b.a.x',
  'x.y',
  'test',
  'x.test',
  '.a.test',
  'localhost',
  'q.localhost',
  '_',
  'nowhere',
  '127.0.0.1',
  '127.0.0.1:8080',
  '[::1]',
  '[::1]:80',
  '[::1',
  '[::1]x',
  'a.test:x',
  'a.test:99999',
  'a/test',
  'a test',
  'a..test',
  'a|test',
  ':80',
  '.',
];

/** A `Host` to send, sometimes with a character that does not belong. */
export function randomHost(pick: Pick): string {
  const host = pick(HOSTS);
  if (pick([true, true, false])) return host;
  const at = pick(Array.from(host, (_, index) => index));
  return `${host.slice(0, at)}${pick(ODD)}${host.slice(at)}`;
}

const ODD: readonly string[] = [...'.:[]/|%~-A0"\u0001\u007f\u00ff'];

/** Chooses among a few things, the same ones for the same seed. */
export function picker(seed: number): Pick {
  const random = seededRandom(seed);
  return <T>(from: readonly T[]): T => {
    const chosen = from[Math.floor(random() * from.length)];
    if (chosen === undefined) throw new Error('There is nothing to choose from.');
    return chosen;
  };
}

/** Servers with random `listen` and `server_name` lines that nginx takes. */
export function randomSite({ seed, ports, ipv6 }: SiteOptions): SitePlan {
  const pick = picker(seed);
  const plans = ports.map((port) => ({ port, tls: pick([false, false, true]) }));
  const servers = plans.flatMap((plan) => portServers(plan, pick, ipv6));
  return {
    servers: servers.map((lines, id) => serverBlock(lines, id)).join('\n'),
    ports: plans,
  };
}

function serverBlock(lines: readonly string[], id: number): string {
  return `server { ${lines.join(' ')} return 200 "${id}|$1|$word"; }`;
}

function portServers({ port, tls }: PlannedPort, pick: Pick, ipv6: boolean): string[][] {
  const addresses = [`*:${port}`, `127.0.0.1:${port}`, `127.0.0.2:${port}`];
  if (ipv6) addresses.push(`[::]:${port}`, `[::1]:${port}`);
  const withDefault = new Set<string>();
  const withTls = new Set<string>();
  const count = pick([1, 2, 3, 5, 8]);
  return Array.from({ length: count }, () => {
    const chosen = new Set([pick(addresses), pick(addresses)]);
    const listens = [...chosen].map((address) => {
      // One line with `ssl` is enough for all servers at the address.
      const options = tls && !withTls.has(address) ? ' ssl' : '';
      withTls.add(address);
      if (withDefault.has(address) || pick([true, true, false]))
        return `listen ${address}${options};`;
      withDefault.add(address);
      return `listen ${address} default_server${options};`;
    });
    return [...listens, ...nameLines(pick), ...(tls ? tlsLines(pick) : [])];
  });
}

function nameLines(pick: Pick): string[] {
  const count = pick([0, 1, 1, 2, 3]);
  return Array.from({ length: count }, () => `server_name ${pick(NAMES)};`);
}

function tlsLines(pick: Pick): string[] {
  return pick([true, false, false]) ? ['ssl_verify_client optional_no_ca;'] : [];
}
