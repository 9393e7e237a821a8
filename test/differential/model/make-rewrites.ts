import { type Directive, line } from './directive-tree.ts';
import { someValue } from './make-values.ts';
import type { Making } from './making.ts';

const PATTERNS: readonly string[] = [
  '^/old/(.*)$',
  '^/([a-z]+)/(.*)$',
  '^/ws(.*)$',
  '^(.*)/$',
  '^/(?<sub>[a-z0-9]+)/',
  '(?i)^/WS/(.*)',
  '^',
  '^/api/(?<rest>.*)$',
  '^/([^/]+)$',
  '/v1/',
  '"^/[a-z]{2,3}/(.*)$"',
  '^/app',
  '^/(?P<rest>v[12])\\b',
  '^/(?>ws|api)/(.*)',
  '^/\\w++/(.*)$',
  '^/([[:alpha:]]+)/?$',
  '(?-i)^/(ws|app)(?:/(.*))?$',
];

/** `rewrite` with all its flags. */
export function makeRewrite({ chance, hints }: Making): Directive {
  const pattern = chance.pick(PATTERNS);
  const path = chance.percent(50) && hints.paths.length > 0 ? chance.pick(hints.paths) : '/new/$1';
  const [plain = '/'] = path.split('?');
  const usable = /^[/\w.$-]+$/.test(plain) ? plain : '/new/$1';
  const to = chance.weighted<() => string>([
    [
      4,
      () => chance.pick(['/new/$1', '/$2', '/api/$1', '/ws/$1', '/$sub', '/app/$rest', '/$1/$2']),
    ],
    [4, () => usable],
    [1, () => '$1/added'],
    [1, () => chance.pick(['https://c.test/$1', 'http://$host/x', '$scheme://c.test$uri'])],
  ])();
  const args = chance.pick(['', '', '', '?', '?x=1', '?x=$1', '?x=$arg_a&', '?x=1?']);
  const flags = to.includes('://') ? ['', ' redirect'] : FLAGS;
  return line(`rewrite ${pattern} ${to}${args}${chance.pick(flags)}`);
}

const FLAGS: readonly string[] = [
  '',
  ' last',
  ' last',
  ' break',
  ' break',
  ' redirect',
  ' permanent',
];

/** `set` of one of the variables that everything may use, or of the arguments. */
export function makeSet(making: Making): Directive {
  // What goes upstream may come from the arguments as they were, or as they are now.
  const name = making.chance.pick(['$sa', '$sa', '$sb', '$sb', '$sc', '$sc', '$args']);
  return line(`set ${name} ${someValue(making)}`);
}
