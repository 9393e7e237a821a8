import { quoted } from './answering-nginx.ts';

/** Blocks that define `$m0`, `$m1`, …, and requests that try them. */
export interface DerivedCases {
  readonly blocks: readonly DerivedBlock[];
  readonly requests: readonly DerivedRequest[];
}

export interface DerivedBlock {
  readonly text: string;
  readonly variables: readonly string[];
}

/** Headers by name; those of X-Forwarded-For are several lines. */
export interface DerivedRequest {
  readonly x: string;
  readonly a: string;
  /** The address of the client, by the realip module. */
  readonly client: string;
  readonly forwardedFor: readonly string[];
}

/** Random blocks of all kinds, which nginx accepts, with inputs that are likely to meet their lines. */
export function randomDerived(
  random: () => number,
  counts: { readonly blocks: number; readonly requests: number },
): DerivedCases {
  const dice = new Dice(random);
  const blocks = Array.from({ length: counts.blocks }, (_, index) => {
    const make = dice.pick([randomMap, randomMap, randomGeo, randomRanges, randomSplit]);
    return make(dice, index);
  });
  return { blocks, requests: dice.several(counts.requests, () => randomRequest(dice)) };
}

class Dice {
  private readonly random: () => number;

  constructor(random: () => number) {
    this.random = random;
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  several<T>(count: number, make: () => T): T[] {
    return Array.from({ length: count }, make);
  }
}

const LABELS = ['a', 'b', 'C', 'com', 'example', '', 'x-y', 'É', '*'];
const PLAIN = ['', 'a', 'B', 'default', 'hostnames', '~a', '\\x', '1', 'websocket', 'include', 'é'];
const PATTERNS: readonly [pattern: string, groups: readonly string[]][] = [
  ['^(?<n%>\\w+)-(\\w+)$', ['$1', '$2', '$N%']],
  ['^([a-z]*)\\.([^.]+)', ['$1', '$2', '$3']],
  ['b(?<n%>.)?', ['$1', '$n%']],
  ['^$', []],
  ['e', ['$1']],
  ['', []],
  ['^.{3}$', []],
  ['(?i)^A', ['$1']],
];

function name(dice: Dice): string {
  if (dice.chance(0.3)) return dice.pick(PLAIN);
  return dice.several(1 + dice.below(4), () => dice.pick(LABELS)).join('.');
}

function randomMap(dice: Dice, index: number): DerivedBlock {
  const lines: string[] = [];
  const variables = new Set([`$m${index}`]);
  const taken = new Set<string>();
  const afterHostnames = dice.chance(0.5) ? dice.below(6) : undefined;
  let hostnames = false;
  const value = (groups: readonly string[]) => randomValue(dice, index, groups);
  for (let count = 0; count < 10; count += 1) {
    if (count === afterHostnames) {
      lines.push('hostnames;');
      hostnames = true;
    }
    if (dice.chance(0.3)) {
      const [pattern, groups] = dice.pick(PATTERNS);
      const own = (text: string) => text.replaceAll('%', `${index}_${count}`);
      const written = `${dice.pick(['~', '~*'])}${own(pattern)}`;
      if (pattern.includes('%')) variables.add(`$n${index}_${count}`);
      lines.push(`${quoted(written)} ${value(groups.map(own))};`);
      continue;
    }
    const key = name(dice);
    if (taken.has(identity(key, hostnames)) || isRefused(key, hostnames)) continue;
    taken.add(identity(key, hostnames));
    lines.push(`${quoted(escapedKey(key))} ${value([])};`);
  }
  if (dice.chance(0.6)) lines.splice(dice.below(lines.length), 0, `default ${value([])};`);
  const source = dice.pick(['$http_x', '$http_x', '$HTTP_x', '$http_x.$http_x', 'a.$http_x']);
  return {
    text: `map ${quoted(source)} $M${index} {\n${lines.join('\n')}\n}`,
    variables: [...variables],
  };
}

function randomValue(dice: Dice, index: number, groups: readonly string[]): string {
  const parts = ['', 'v', 'W w', 'ü', '$http_a', ...groups, ...groups];
  if (index > 0) parts.push(`\${m${dice.below(index)}}`);
  return quoted(dice.several(1 + dice.below(3), () => dice.pick(parts)).join(':'));
}

/** What no two names of a map may have in common. */
function identity(key: string, hostnames: boolean): string {
  const lower = key.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return hostnames ? lower.replace(/^\*?\.(?=.)/, '') : lower;
}

function isRefused(key: string, hostnames: boolean): boolean {
  if (!hostnames) return false;
  if (key.split('*').length > 2 || key.includes('..')) return true;
  return key.includes('*') && !/^\*\..|^\..|.\.\*$/.test(key);
}

function escapedKey(key: string): string {
  return /^(?:~|\\|default$|include$)/.test(key) ? `\\${key}` : key;
}

function randomSplit(dice: Dice, index: number): DerivedBlock {
  const shares = dice.pick([['0.5', '50', '49.5'], ['33.33', '.7', '1.'], ['100'], ['12.34', '7']]);
  const lines = shares.map((share, at) => `${share}% s${at}$host;`);
  if (dice.chance(0.5)) lines.push("* 'the rest';");
  const source = dice.pick(['$http_x', '$http_a$http_x', 'abc$http_x']);
  return {
    text: `split_clients ${source} $m${index} {\n${lines.join('\n')}\n}`,
    variables: [`$m${index}`],
  };
}

/** Few numbers, so that networks and addresses meet. */
function ipv4(dice: Dice): string {
  const octets = [dice.pick([10, 10, 127, 0, 255]), dice.below(4), dice.pick([0, 1, 255])];
  return [...octets, dice.pick([0, 1, 7, 254, 255])].join('.');
}

function ipv6(dice: Dice): string {
  const some = ['::', '::1', 'fe80::1', 'FE80::', '2001:db8::7', '::ffff:10.1.0.1', '::ffff:a00:1'];
  return dice.pick([...some, '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:1.2.3.4', '2001:db8:0:1::']);
}

function network(dice: Dice): string {
  if (dice.chance(0.25)) return `${ipv6(dice)}${dice.pick(['', '/10', '/0', '/33', '/127'])}`;
  const length = dice.pick(['', '', '/8', '/12', '/15', '/16', '/24', '/31', '/32', '/0', '/1']);
  const address = ipv4(dice);
  return address === '255.3.255.255' ? address : `${address}${length}`;
}

function randomGeo(dice: Dice, index: number): DerivedBlock {
  const lines = dice.several(12, () => {
    const kind = dice.below(14);
    if (kind === 0) return `default d${dice.below(9)};`;
    if (kind === 1) return `delete ${network(dice)};`;
    if (kind === 2) return '255.255.255.255 none;';
    return `${network(dice)} ${quoted(dice.pick(['', 'v', '$host', `g${dice.below(99)}`]))};`;
  });
  return geo(dice, index, [...proxies(dice), ...lines]);
}

/** Ranges within or beside each other: nginx refuses those that overlap otherwise. */
function randomRanges(dice: Dice, index: number): DerivedBlock {
  const lines = ['ranges;', ...proxies(dice)];
  const accepted: [number, number][] = [];
  for (let count = 0; count < 12; count += 1) {
    const width = dice.pick([0, 1, 9, 255, 65_535, 131_071]);
    const start = 0x0a000000 + dice.below(4) * 65_536 + dice.pick([0, 1, 5, 7, 256, 65_280]);
    const end = start + width;
    const fits = accepted.every(
      ([from, to]) => end < from || start > to || (from <= start && end <= to),
    );
    if (!fits) continue;
    accepted.push([start, end]);
    lines.push(`${dotted(start)}-${dotted(end)} r${count};`);
    // Whole chunks too: that nginx cuts ranges at them shows in what "delete" finds.
    const chunks: [number, number] = [0x0a000000, 0x0a00ffff + 65_536 * dice.below(3)];
    const [from, to] = dice.pick([chunks, ...accepted]);
    if (dice.chance(0.3)) lines.push(`delete ${dotted(from)}-${dotted(to)};`);
  }
  if (dice.chance(0.5)) lines.push('default d;');
  return geo(dice, index, lines);
}

function geo(dice: Dice, index: number, lines: readonly string[]): DerivedBlock {
  const source = dice.pick(['$http_a ', '', '']);
  return { text: `geo ${source}$m${index} {\n${lines.join('\n')}\n}`, variables: [`$m${index}`] };
}

function proxies(dice: Dice): string[] {
  if (dice.chance(0.4)) return [];
  const some = dice.several(2, () => `proxy ${network(dice)};`);
  return dice.chance(0.5) ? [...some, 'proxy 10.0.0.0/14;', 'proxy_recursive;'] : some;
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
}

const NO_ADDRESSES = [
  '',
  '-',
  '10.1',
  '10.0.0.256',
  '255.255.255.255',
  '10..0.1',
  ':1::2',
  '1::2:',
];

function randomRequest(dice: Dice): DerivedRequest {
  const address = () => (dice.chance(0.25) ? ipv6(dice) : ipv4(dice));
  const any = () => {
    if (dice.chance(0.25)) return dice.pick(NO_ADDRESSES);
    const written = address();
    return dice.chance(0.2) && !written.includes(':') ? `${written}:80` : written;
  };
  const line = () =>
    dice
      .several(dice.below(4), any)
      .join(dice.pick([', ', ',', ' ', ', ,']))
      .trim();
  const words = ['ab-cd', 'abc', 'B', 'zebra', `${dice.below(10_000)}`];
  return {
    x: bytes(dice.chance(0.3) ? dice.pick(words) : name(dice)),
    a: any(),
    client: dice.chance(0.1) ? 'unix:' : address(),
    forwardedFor: dice.several(dice.below(3), line),
  };
}

/** UTF-8, one character a byte. */
function bytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}
