import { type Directive, line } from './directive-tree.ts';
import { someVariable } from './make-values.ts';
import type { LocationScope, ServerMaking } from './making.ts';

/** `try_files`, with files that are there and files that are not. */
export function makeTryFiles({ chance, hints, named }: ServerMaking): Directive {
  const file = (): string =>
    chance.pick([
      '$uri',
      '$uri',
      '$uri/',
      '$uri.html',
      '/a.txt',
      '/none',
      '$uri/index.html',
      '/app/v1',
    ]);
  const last = chance.weighted<() => string>([
    [3, () => (named.length > 0 ? chance.pick(named) : '=404')],
    [2, () => chance.pick(['=404', '=403', '=500', '=204'])],
    [2, () => chance.pick(['/index.html', '/50x.html', '/none.html'])],
    [1, () => (hints.paths.length > 0 ? `${plainPath(chance.pick(hints.paths))}?t=1` : '/x?t=1')],
    [1, () => '/static/$arg_a$is_args$args'],
  ])();
  return line(`try_files ${chance.some(1, 2, file).join(' ')} ${last}`);
}

function plainPath(path: string): string {
  return /^[/\w.-]+$/.test(path) ? path : '/index.html';
}

/** `error_page` in its forms. */
export function makeErrorPage(making: ServerMaking): Directive {
  const { chance, named, hints } = making;
  const codes = chance.pick([
    '404',
    '403',
    '404 403',
    '500',
    '400',
    '401',
    '418',
    '405 503',
    '413',
    '502',
  ]);
  const change = chance.pick(['', '', '', ' =', ' =200', ' =404', ' =503', ' =302']);
  const path = hints.paths.length > 0 ? plainPath(chance.pick(hints.paths)) : '/x';
  const target = chance.weighted<() => string>([
    [3, () => chance.pick(['/50x.html', '/none.html', '/empty.txt'])],
    [2, () => path],
    [2, () => (named.length > 0 ? chance.pick(named) : '/50x.html')],
    [1, () => chance.pick(['https://c.test/sorry', 'http://$host/e', 'https://c.test/$arg_a'])],
    [1, () => `/e/${someVariable(making)}`],
  ])();
  return line(`error_page ${codes}${change} ${target}`);
}

/** Static files: where they are. */
export function makeStatic({ chance }: ServerMaking, { kind }: LocationScope): Directive[] {
  const index = chance.percent(30) ? [line('index other.html index.html')] : [];
  const root = chance.pick(['root docs', 'root more', 'root docs/app', 'root docs']);
  const byAlias = chance.percent(35);
  if (!byAlias || kind === 'named') return [line(root), ...index];
  if (kind === 'regex') return [line(chance.pick(REGEX_ALIASES)), ...index];
  if (kind === 'exact') return [line('alias docs/a.txt')];
  return [line(chance.pick(['alias docs/', 'alias docs/static/', 'alias more/'])), ...index];
}

const REGEX_ALIASES: readonly string[] = [
  'alias docs/$1',
  'alias docs/static/a.txt',
  'alias more/',
];
