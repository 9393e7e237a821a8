import { type Chance, seededChance } from './chance.ts';
import { block, type Directive, line } from './directive-tree.ts';
import { makeErrorPage } from './make-files.ts';
import { makeAnswerHeaders, makeForwarding, makeShared } from './make-headers.ts';
import { makeListens, reachable } from './make-listens.ts';
import { makeServer } from './make-server.ts';
import { makeSurroundings } from './make-surroundings.ts';
import { makeUpstreams } from './make-upstreams.ts';
import { makeVariables } from './make-variables.ts';
import type { Hints, Making } from './making.ts';
import type { MissingModules } from './missing-modules.ts';
import { spreadOverFiles } from './spread-over-files.ts';

/** A configuration, and what requests to it can be made of. */
export interface GeneratedConfiguration {
  readonly body: readonly Directive[];
  readonly hints: Hints;
  /** Where it listens: an address, and a placeholder for the port. */
  readonly listeners: readonly { readonly address: string; readonly port: string }[];
}

/** Makes the configuration of a seed; ports and sockets are placeholders in it, see `settle`. */
export function generateConfiguration(
  seed: number,
  missing: MissingModules,
): GeneratedConfiguration {
  const chance = seededChance(seed);
  const upstreams = makeUpstreams(chance, missing);
  const defined = makeVariables(chance, upstreams.names, missing);
  const hints: Hints = { paths: ['/', '/static/a.txt', '/ws/', '/app/page.html'], hosts: [] };
  const shared = makeShared({ chance, ...defined });
  const making: Making = { chance, upstreams: upstreams.names, hints, shared, ...defined };
  const listens = makeListens(chance, 1 + chance.below(4));
  const servers = listens.map((own) => makeServer(making, own));
  const http = [
    ...TEMPORARY_PATHS.map(line),
    ...makeHttpSettings(making),
    ...upstreams.directives,
    ...defined.directives,
    ...servers,
    makeDeclarations(listens[0]?.[0] ?? ''),
  ];
  const body = [...HEAD.map(line), block('events', [line('worker_connections 256')])];
  return {
    body: [...body, block('http', spreadOverFiles(chance, http))],
    hints,
    listeners: reachable(listens),
  };
}

const HEAD: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['user root'] : []),
  'pid nginx.pid',
  'error_log logs/error.log error',
  'worker_processes 1',
];

const TEMPORARY_PATHS: readonly string[] = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
  (module) => `${module}_temp_path temp/${module}`,
);

function makeHttpSettings(making: Making): Directive[] {
  const { chance } = making;
  return [
    ...(chance.percent(70) ? [line('root docs')] : []),
    ...(chance.percent(10) ? [line(`merge_slashes ${onOrOff(chance)}`)] : []),
    ...(chance.percent(10) ? [line(`underscores_in_headers ${onOrOff(chance)}`)] : []),
    ...(chance.percent(60) ? makeForwarding(making) : []),
    ...makeSurroundings(making),
    ...makeAnswerHeaders(making),
    ...(chance.percent(20) ? [makeErrorPage({ ...making, named: [], guards: [] })] : []),
  ];
}

function onOrOff(chance: Chance): string {
  return chance.pick(['on', 'off']);
}

/** A last server, for a name that nobody asks for: nginx refuses variables that nothing ever sets. */
function makeDeclarations(listen: string): Directive {
  return block('server', [
    line(`listen ${listen.replace(' default_server', '')}`),
    line('server_name never.invalid'),
    ...['$sa', '$sb', '$sc'].map((name) => line(`set ${name} ""`)),
    block('if ($uri ~ "(?<ver>.)(?<rest>.)(?<sub>.)(?<who>.)")', []),
  ]);
}
