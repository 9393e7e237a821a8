import type { Chance } from './chance.ts';
import { block, type Directive, line } from './directive-tree.ts';
import type { MissingModules } from './missing-modules.ts';
import { HOSTS, SEGMENTS } from './vocabulary.ts';

/** Directives of `http` that define variables. */
export interface MadeVariables {
  readonly directives: readonly Directive[];
  readonly variables: readonly string[];
  readonly routes: readonly string[];
  /** See `Making`. */
  readonly captures: boolean;
}

/** What maps and the like are looked up by. */
const SOURCES: readonly string[] = [
  '$http_upgrade',
  '$host',
  '$http_host',
  '$uri',
  '$request_uri',
  '$arg_a',
  '$arg_b',
  '$http_x_a',
  '$request_method',
  '$cookie_k',
  '$remote_addr',
  '$http_x_b$arg_a',
  '"$scheme:$http_x_a"',
];

interface DefinitionMaking {
  readonly chance: Chance;
  readonly upstreams: readonly string[];
  readonly missing: MissingModules;
  /** Whether maps may have regexes: in every second configuration, see `captures` of `Making`. */
  readonly regexes: boolean;
}

/** `map`, `geo` and `split_clients`, some of which look up the ones before them. */
export function makeVariables(
  chance: Chance,
  upstreams: readonly string[],
  missing: MissingModules,
): MadeVariables {
  const making = { chance, upstreams, missing, regexes: chance.percent(50) };
  const variables = ['$connection_upgrade'];
  const directives: Directive[] = [connectionUpgrade(making)];
  const count = 1 + chance.below(4);
  for (let index = 0; index < count; index += 1) {
    const name = `$v${index}`;
    // Chained: one that was made before is looked up.
    const source = chance.percent(25) ? chance.pick(variables) : chance.pick(SOURCES);
    directives.push(someDefinition(making, name, source));
    variables.push(name);
  }
  const routes = ['$route0', '$route1'];
  for (const name of routes) directives.push(makeRoute(making, name, variables));
  return { directives, variables, routes, captures: !making.regexes };
}

function connectionUpgrade({ chance, regexes }: DefinitionMaking): Directive {
  const none = chance.pick(["''", "''", 'close', '""', 'keep-alive']);
  return block('map $http_upgrade $connection_upgrade', [
    ...(chance.percent(90) ? [line('default upgrade')] : []),
    line(`'' ${none}`),
    ...(chance.percent(20) ? [line('h2c ""')] : []),
    ...(regexes && chance.percent(40) ? [line('~*^web Upgrade')] : []),
  ]);
}

function someDefinition(making: DefinitionMaking, name: string, source: string): Directive {
  const { chance, missing } = making;
  return chance.weighted<() => Directive>([
    [7, () => makeMap(making, name, source)],
    [missing.has('geo') ? 0 : 2, () => makeGeo(chance, name)],
    [missing.has('split_clients') ? 0 : 1, () => makeSplit(chance, name, source)],
  ])();
}

/** A route is looked up by something, and yields where to go. */
function makeRoute(
  making: DefinitionMaking,
  name: string,
  variables: readonly string[],
): Directive {
  const { chance, upstreams } = making;
  const targets = [...upstreams, '127.0.0.1:@BACKEND0@', '127.0.0.1:@BACKEND1@'];
  const source = chance.percent(30) ? chance.pick(variables) : chance.pick(SOURCES);
  const keys = withoutTwins(chance.some(1, 3, () => mapKey(making)));
  return block(`map ${source} ${name}`, [
    ...(chance.percent(95) ? [line(`default ${chance.pick(targets)}`)] : []),
    ...keys.map((key) => line(`${key} ${chance.pick(targets)}`)),
  ]);
}

function makeMap(making: DefinitionMaking, name: string, source: string): Directive {
  const { chance } = making;
  const hostnames = chance.percent(35);
  const body: Directive[] = hostnames ? [line('hostnames')] : [];
  if (chance.percent(15)) body.push(line('volatile'));
  if (chance.percent(75)) body.push(line(`default ${mapResult(making)}`));
  const keys = chance.some(2, 6, () =>
    hostnames && chance.percent(60) ? hostKey(chance) : mapKey(making),
  );
  for (const key of withoutTwins(keys)) body.push(line(`${key} ${mapResult(making)}`));
  return block(`map ${source} ${name}`, body);
}

/** Leaves out keys that nginx takes for one that is there: in another case, or `.x` after `*.x`. */
function withoutTwins(keys: readonly string[]): string[] {
  const taken = new Set<string>();
  return keys.filter((key) => {
    const lower = key.toLowerCase();
    const meant = lower.startsWith('.') ? [lower.slice(1), `*${lower}`] : [lower];
    if (meant.some((one) => taken.has(one))) return false;
    for (const one of meant) taken.add(one);
    return true;
  });
}

function mapKey({ chance, regexes }: DefinitionMaking): string {
  const segment = chance.pick(SEGMENTS);
  return chance.weighted<() => string>([
    [2, () => chance.pick(['1', '2', 'yes', 'POST', 'GET', 'websocket', 'WebSocket', "''"])],
    [2, () => chance.pick(HOSTS)],
    [2, () => chance.pick([`/${segment}/`, `/${segment}`, `/${segment}/a.txt`])],
    [1, () => chance.pick(['127.0.0.1', '127.0.0.5', 'http:1'])],
    [1, () => chance.pick(['\\default', '"a b"'])],
    [regexes ? 1.5 : 0, () => `~^/${segment}/`],
    [regexes ? 3 : 0, () => chance.pick(KEY_REGEXES)],
  ])();
}

const KEY_REGEXES: readonly string[] = [
  '~*^WEB',
  '~^(?<who>[a-z]+)',
  '"~^(.{1,2})"',
  '~[0-9]$',
  '~*\\.TEST$',
  '~^$',
];

function hostKey(chance: Chance): string {
  return chance.pick([
    ...HOSTS,
    '*.a.test',
    '.a.test',
    'ws.*',
    '*.test',
    '.ws.a.test',
    'api.*',
    '*.x.a.test',
  ]);
}

function mapResult({ chance, regexes }: DefinitionMaking): string {
  const captured = ['x$1', '"$who-$uri"', '$1$2'];
  return chance.pick([...RESULTS, ...(regexes ? captured : [])]);
}

const RESULTS: readonly string[] = [
  '1',
  '0',
  '""',
  'yes',
  'upgrade',
  '"two words"',
  '$host',
  '$arg_a',
  '$http_x_a',
  '$request_method$is_args',
];

function makeGeo(chance: Chance, name: string): Directive {
  const source = chance.pick(['', '', '$arg_ip ', '$http_x_real_ip ']);
  const body = [
    ...(chance.percent(80) ? [line(`default ${geoResult(chance)}`)] : []),
    ...(chance.percent(20) ? [line('delete 127.0.0.77')] : []),
  ];
  if (chance.percent(25)) {
    const ranges = ['127.0.0.1-127.0.0.4', '127.0.0.5-127.0.0.50', '10.0.0.0-10.255.255.255'];
    const chosen = ranges.filter(() => chance.percent(70));
    const rest = body.filter(({ words }) => !words.startsWith('delete'));
    const entries = chosen.map((range) => line(`${range} ${geoResult(chance)}`));
    return block(`geo ${source}${name}`, [line('ranges'), ...rest, ...entries]);
  }
  const networks = ['127.0.0.0/8', '127.0.0.5', '127.0.0.77/32', '10.0.0.0/8', '10.1.2.0/24'];
  const chosen = networks.filter(() => chance.percent(60));
  for (const network of chosen) body.push(line(`${network} ${geoResult(chance)}`));
  return block(`geo ${source}${name}`, body);
}

function geoResult(chance: Chance): string {
  return chance.pick(['0', '1', 'inside', '"far away"', '""']);
}

function makeSplit(chance: Chance, name: string, source: string): Directive {
  const share = chance.pick(['0.5%', '20%', '50%', '33.33%']);
  return block(`split_clients ${source.startsWith('"') ? source : `"${source}"`} ${name}`, [
    line(`${share} one`),
    ...(chance.percent(40) ? [line('20% ""')] : []),
    ...(chance.percent(80) ? [line(`* ${chance.pick(['rest', '1', 'upgrade'])}`)] : []),
  ]);
}
