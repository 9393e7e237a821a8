import { block, type Directive, line } from './directive-tree.ts';
import { makeProxyPass, makeReturn } from './make-actions.ts';
import { makeErrorPage } from './make-files.ts';
import { makeAnswerHeaders } from './make-headers.ts';
import { makeRewrite, makeSet } from './make-rewrites.ts';
import { someVariable } from './make-values.ts';
import type { ServerMaking } from './making.ts';

/** `if` for a server or a location, where more may stand in it. */
export function makeIf(making: ServerMaking, inLocation: boolean): Directive {
  const { chance } = making;
  const body = chance.weighted<() => Directive[]>([
    [4, () => [makeReturn(making)]],
    [3, () => [makeRewrite(making)]],
    [3, () => [makeSet(making)]],
    [inLocation ? 4 : 0, () => [makeProxyPass(making, false)]],
    [inLocation ? 1 : 0, () => makeAnswerHeaders(making)],
    [inLocation ? 1 : 0, () => [makeErrorPage(making)]],
    [1, () => [makeSet(making), line('break')]],
    [1, () => [makeSet(making), makeRewrite(making)]],
    [inLocation ? 1 : 0, () => []],
  ])();
  return block(`if (${makeCondition(making)})`, body);
}

function makeCondition(making: ServerMaking): string {
  const { chance } = making;
  const variable = (): string => {
    const name = someVariable(making);
    // `if` takes a numbered capture for an ordinary variable, which nobody defines.
    return /^\$\d/.test(name) ? '$uri' : name;
  };
  return chance.weighted<() => string>([
    [
      3,
      () =>
        chance.pick(['$http_upgrade', '$http_x_a', '$arg_a', '$arg_b', '$cookie_k', '$is_args']),
    ],
    [2, variable],
    [2, () => chance.pick(['$http_upgrade = websocket', '$request_method = POST', '$arg_a = 1'])],
    [
      2,
      () =>
        `${variable()} ${chance.pick(['=', '!='])} ${chance.pick(['1', '""', 'yes', '$host', '$arg_a'])}`,
    ],
    [3, () => `${variable()} ${chance.pick(OPERATORS)} ${chance.pick(PATTERNS)}`],
    [
      2,
      () =>
        `$uri ${chance.pick(['~', '~*'])} ${chance.pick(['^/ws/(.*)$', '"^/(?<who>[a-z]{2})"', '/api'])}`,
    ],
    [2, () => `$http_upgrade ~* ${chance.pick(['websocket', '^web(.*)', '^$'])}`],
    [
      1,
      () => chance.pick(['-f $request_filename', '!-f $request_filename', '!-e $request_filename']),
    ],
    [
      1,
      () =>
        chance.pick([
          '-d $request_filename',
          '-f docs/a.txt',
          '-e docs/none',
          '-f $document_root/a.txt',
        ]),
    ],
  ])();
}

const OPERATORS: readonly string[] = ['~', '~*', '!~', '!~*'];
const PATTERNS: readonly string[] = ['^1$', '(.+)', 'test', '[0-9]+', '^(?<who>.)', '^$', 'A'];
