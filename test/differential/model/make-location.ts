import { block, type Directive, line } from './directive-tree.ts';
import { makeAccess, makeLimitExcept } from './make-access.ts';
import { makeProxyPass, makeReturn } from './make-actions.ts';
import { makeErrorPage, makeStatic, makeTryFiles } from './make-files.ts';
import { makeAnswerHeaders, makeForwarding } from './make-headers.ts';
import { makeIf } from './make-if.ts';
import { makeRewrite, makeSet } from './make-rewrites.ts';
import { makeSurroundings } from './make-surroundings.ts';
import type { LocationScope, ServerMaking } from './making.ts';
import { SEGMENTS } from './vocabulary.ts';

/** Regexes for locations, each with paths that match it. */
const REGEXES: readonly (readonly [pattern: string, ...samples: string[]])[] = [
  ['~ ^/ws/(.*)$', '/ws/a', '/ws/'],
  ['~ ^/ws(/|$)', '/ws', '/ws/x'],
  ['~* ^/API/', '/api/x', '/Api/'],
  ['~ ^/(?<ver>v[0-9]+)/(?<rest>.*)$', '/v1/chat', '/v2/'],
  ['~ \\.(txt|html)$', '/static/a.txt', '/app/page.html', '/ws/x.html'],
  ['~* \\.TXT$', '/a.txt', '/static/A.TXT'],
  ['~ /chat', '/chat', '/api/chat/1'],
  ['~ ^/([^/]+)/([^/]+)$', '/app/page.html', '/new/x'],
  ['~ "^/[a-z]{3}/"', '/api/x', '/new/'],
  ['~ (?i)^/App', '/app/x', '/APP'],
  ['~ ^/old', '/old/', '/older'],
  ['~ ^/(?!ws)[a-z]+/$', '/app/', '/api/'],
  ['~ ^/static/(.+)', '/static/a.txt', '/static/v2/'],
  ['~ v2', '/api/v2/x', '/v2'],
  ['~ ^/(?P<ver>v[0-9]++)(?:/|$)', '/v1', '/v2/x'],
  ['~ ^/(?>api|app)/', '/api/y', '/app/page.html'],
  ['~ ^/\\w+/[[:alpha:]]+\\.html$', '/app/page.html', '/static/other.html'],
  ['~* ^/(?:STATIC|ws)(?=/)', '/static/a.txt', '/WS/'],
  ['~ ^/new(?<rest>/.*)?$', '/new', '/new/a'],
  ['~ " "', '/sp%20ace', '/app/x%20y'],
];

/** The locations of one level, without two that nginx takes for the same. */
export function makeLocations(
  making: ServerMaking,
  parent: LocationScope | undefined,
  count: number,
): Directive[] {
  const taken = new Set<string>();
  const made: Directive[] = [];
  for (let tries = 0; tries < count; tries += 1) {
    const head = makeHead(making, parent);
    if (head === undefined || taken.has(head.key)) continue;
    taken.add(head.key);
    made.push(makeLocation(making, head));
  }
  return made;
}

/** A named location. */
export function makeNamed(making: ServerMaking, name: string): Directive {
  return makeLocation(making, { words: name, key: name, kind: 'named', name, depth: 0 });
}

interface Head extends LocationScope {
  readonly words: string;
  /** Equal where nginx would call the second a duplicate. */
  readonly key: string;
}

function makeHead(
  { chance, hints }: ServerMaking,
  parent: LocationScope | undefined,
): Head | undefined {
  const depth = parent === undefined ? 0 : parent.depth + 1;
  if (parent?.kind === 'regex' || chance.percent(28)) {
    const [words, ...samples] = chance.pick(REGEXES);
    hints.paths.push(...samples);
    const name = words.replace(/^~\*? /, '');
    return { words, key: words, kind: 'regex', name, depth };
  }
  const base = parent === undefined ? '/' : parent.name;
  const segment = chance.pick(SEGMENTS);
  const slash = base.endsWith('/') ? '' : '/';
  const name = chance.weighted<() => string>([
    [6, () => `${base}${slash}${segment}/`],
    [3, () => `${base}${slash}${segment}`],
    [2, () => `${base}${slash}${segment}/${chance.pick(SEGMENTS)}/`],
    [1, () => base],
    [1, () => `${base}${slash}${segment}/a.txt`],
    [0.3, () => `${base}${slash}sp ace/`],
  ])();
  hints.paths.push(name.replace(' ', '%20'));
  const written = name.includes(' ') ? `"${name}"` : name;
  const modifier = chance.weighted([
    [6, ''],
    [2, '= '],
    [2, '^~ '],
  ]);
  if (modifier === '= ')
    return { words: `= ${written}`, key: `= ${name}`, kind: 'exact', name, depth };
  return { words: `${modifier}${written}`, key: name, kind: 'prefix', name, depth };
}

function makeLocation(making: ServerMaking, head: Head): Directive {
  const { chance } = making;
  const mayNest = head.depth < 2 && (head.kind === 'prefix' || head.kind === 'regex');
  const nested =
    mayNest && chance.percent(30) ? makeLocations(making, head, 1 + chance.below(3)) : [];
  const body = [
    ...(chance.percent(head.depth === 0 ? 12 : 5) ? makeAccess(making) : []),
    ...makeScript(making),
    ...(chance.percent(25) ? makeSurroundings(making) : []),
    ...makeForwarding(making),
    ...makeAnswerHeaders(making),
    ...makeContent(making, head),
    ...(chance.percent(12) ? [makeErrorPage(making)] : []),
    ...(chance.percent(5) && head.kind !== 'named' ? [makeLimitExcept(making)] : []),
    ...(chance.percent(4) ? [line('internal')] : []),
    ...(chance.percent(6) ? [someRedirectSetting(making)] : []),
    ...nested,
  ];
  return block(`location ${head.words}`, body);
}

/** What the rewrite module runs, in the order of the text. */
function makeScript(making: ServerMaking): Directive[] {
  const { chance } = making;
  if (!chance.percent(38)) return [];
  return chance.some(1, 3, () =>
    chance.weighted<() => Directive>([
      [3, () => makeSet(making)],
      [3, () => makeRewrite(making)],
      [4, () => makeIf(making, true)],
      [0.5, () => line('break')],
    ])(),
  );
}

function makeContent(making: ServerMaking, head: Head): Directive[] {
  const { chance } = making;
  return chance.weighted<() => Directive[]>([
    [12, () => [makeProxyPass(making, head.kind === 'prefix' || head.kind === 'exact')]],
    [2.5, () => [makeReturn(making)]],
    [2, () => makeStatic(making, head)],
    [1.5, () => [makeTryFiles(making), ...(chance.percent(40) ? makeStatic(making, head) : [])]],
    [1, () => [makeTryFiles(making), makeProxyPass(making, false)].slice(0, 2)],
    [1, () => []],
    [0.2, () => [line('stub_status')]],
  ])();
}

/** Settings on which the Location header depends. */
export function someRedirectSetting({ chance }: ServerMaking): Directive {
  const name = chance.pick(['absolute_redirect', 'port_in_redirect', 'server_name_in_redirect']);
  return line(`${name} ${chance.pick(['on', 'off'])}`);
}
