import type { Chance } from './chance.ts';
import { block, type Directive, line } from './directive-tree.ts';
import type { MissingModules } from './missing-modules.ts';

/** Where backends are. */
const SERVERS: readonly string[] = [
  '127.0.0.1:@BACKEND0@',
  '127.0.0.1:@BACKEND1@',
  '127.0.0.1:@BACKEND2@',
  'unix:@SOCKET0@',
];

/** `upstream` blocks and their names. */
export function makeUpstreams(
  chance: Chance,
  missing: MissingModules,
): { names: string[]; directives: Directive[] } {
  const names = ['back', 'chat_backend', 'spare.test'].slice(0, 1 + chance.below(3));
  return {
    names,
    directives: names.map((name) => block(`upstream ${name}`, makeBody(chance, missing))),
  };
}

function makeBody(chance: Chance, missing: MissingModules): Directive[] {
  const has = (name: string): number => (missing.has(`upstream_${name}`) ? 0 : 1);
  const method = chance.weighted([
    [5, ''],
    [has('least_conn'), 'least_conn'],
    [has('ip_hash'), 'ip_hash'],
    [has('hash'), 'hash $request_uri'],
    [has('hash'), 'hash $arg_a consistent'],
    [has('random'), 'random'],
  ]);
  const mayBackUp = method === '' || method === 'least_conn';
  const [first = '', ...others] = SERVERS.filter(() => chance.percent(45));
  const servers = first === '' ? [chance.pick(SERVERS)] : [first, ...others];
  return [
    ...(method === '' ? [] : [line(method)]),
    // The first one takes requests, or nginx has nowhere to go.
    ...servers.map((server, index) => line(`server ${server}${index === 0 ? '' : parameter()}`)),
    ...(has('keepalive') && chance.percent(40) ? [line(`keepalive ${1 + chance.below(8)}`)] : []),
  ];

  function parameter(): string {
    const choice = chance.pick(['', '', ' weight=3', ' down', ' max_fails=0', ' backup']);
    return choice === ' backup' && !mayBackUp ? '' : choice;
  }
}
