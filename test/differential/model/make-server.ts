import { block, type Directive, line } from './directive-tree.ts';
import { makeAccess } from './make-access.ts';
import { makeProxyPass } from './make-actions.ts';
import { makeErrorPage, makeTryFiles } from './make-files.ts';
import { makeAnswerHeaders, makeForwarding } from './make-headers.ts';
import { makeIf } from './make-if.ts';
import { makeLocations, makeNamed, someRedirectSetting } from './make-location.ts';
import { makeRewrite, makeSet } from './make-rewrites.ts';
import { makeSurroundings } from './make-surroundings.ts';
import type { Making, ServerMaking } from './making.ts';
import { HOSTS } from './vocabulary.ts';

/** A server; `listens` are the words after `listen`. */
export function makeServer(making: Making, listens: readonly string[]): Directive {
  const { chance } = making;
  const server: ServerMaking = {
    ...making,
    named: ['@back', '@spare'].filter(() => chance.percent(45)),
    guards: chance.percent(30) ? ['/guard/a', '/guard/b'] : [],
  };
  const locations = [
    ...makeLocations(server, undefined, 3 + chance.below(6)),
    ...(chance.percent(88) ? [makeNamed(server, '/')] : []),
  ];
  const body = [
    ...listens.map((listen) => line(`listen ${listen}`)),
    ...makeNames(server),
    ...makeSettings(server),
    ...makeForwarding(server),
    ...makeAnswerHeaders(server),
    ...makeScript(server),
    ...(chance.percent(8) ? makeAccess(server) : []),
    ...(chance.percent(25) ? [makeErrorPage(server)] : []),
    ...(chance.percent(4) ? [makeTryFiles(server)] : []),
    ...withoutSameRoot(locations),
    ...server.named.map((name) => makeNamed(server, name)),
    ...server.guards.map((path) => makeGuard(server, path)),
  ];
  return block('server', body);
}

/** Two plain locations of one name are refused. */
function withoutSameRoot(locations: readonly Directive[]): Directive[] {
  const isRoot = ({ words }: Directive): boolean => /^location (\^~ )?\/$/.test(words);
  const first = locations.findIndex(isRoot);
  return locations.filter((location, index) => index === first || !isRoot(location));
}

/** What `auth_request` asks. */
function makeGuard(server: ServerMaking, path: string): Directive {
  const { chance } = server;
  const internal = chance.percent(70) ? [line('internal')] : [];
  const answers = ['return 204', 'return 200', 'return 401', 'return 403', 'return 204'];
  const body = chance.percent(96)
    ? [line(chance.pick(answers))]
    : // What arrives there must not be a handshake: a subrequest cannot be one.
      [line('proxy_set_header Upgrade ""'), makeProxyPass(server, true)];
  return block(`location = ${path}`, [...internal, ...body]);
}

function makeNames({ chance, hints }: ServerMaking): Directive[] {
  if (chance.percent(10)) return [];
  const name = (): string =>
    chance.weighted<() => string>([
      [6, () => chance.pick(HOSTS)],
      [2, () => chance.pick(['*.a.test', '*.test', '*.ws.a.test', '*.b.test'])],
      [1, () => chance.pick(['.a.test', '.b.test', '.ws.a.test'])],
      [1, () => chance.pick(['ws.*', 'api.*', 'a.*'])],
      [
        2,
        () => chance.pick(['~^(?<sub>[a-z]+)\\.a\\.test$', '~^ws', '~test$', '"~^(.{1,2})\\.b"']),
      ],
      [0.7, () => '""'],
      [0.5, () => '_'],
    ])();
  const names = [...new Set(chance.some(1, 3, name))];
  hints.hosts.push(...names);
  return [line(`server_name ${names.join(' ')}`)];
}

function makeSettings(server: ServerMaking): Directive[] {
  const { chance } = server;
  const toggle = (name: string): Directive[] =>
    chance.percent(8) ? [line(`${name} ${chance.pick(['on', 'off'])}`)] : [];
  return [
    ...makeSurroundings(server),
    ...(chance.percent(40) ? [line(`root ${chance.pick(['docs', 'more'])}`)] : []),
    ...toggle('underscores_in_headers'),
    ...toggle('ignore_invalid_headers'),
    ...toggle('merge_slashes'),
    ...toggle('recursive_error_pages'),
    ...(chance.percent(15) ? [someRedirectSetting(server)] : []),
  ];
}

function makeScript(server: ServerMaking): Directive[] {
  const { chance } = server;
  if (!chance.percent(25)) return [];
  return chance.some(1, 2, () =>
    chance.weighted<() => Directive>([
      [3, () => makeSet(server)],
      [2, () => makeRewrite(server)],
      [3, () => makeIf(server, false)],
    ])(),
  );
}
