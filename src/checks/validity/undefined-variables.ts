import { variable } from '../../nginx/catalog/variables.ts';
import type { Level, Model } from '../../nginx/model/index.ts';
import {
  type Argument,
  type Configuration,
  type Placed,
  replaceArgument,
} from '../../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigurationEvidence, Fix } from '../configuration.ts';
import { connectionMap, insertedAtHttp } from '../fixes/http-level.ts';
import { remembered } from '../remembered.ts';
import { derivedTexts } from './derived-texts.ts';
import { everyLevel, judgedLevels } from './every-level.ts';
import { REFUSED } from './refused.ts';

/**
 * Variables that neither nginx nor the configuration defines, in directives of which each argument is a
 * text with variables. One finding for each name: it lacks one definition.
 */
export function* judgeVariables(evidence: ConfigurationEvidence): Generator<ConfigProblem> {
  const { model } = evidence;
  const { http } = model;
  if (http === undefined) return;
  const texts = new Texts(model);
  const users = new Map<string, Placed[]>();
  const take = (placed: Placed, { value }: Argument): void => {
    const undefinedNames = value.includes('$') ? texts.undefinedIn(value) : nothing;
    for (const name of undefinedNames) {
      const same = users.get(name);
      if (same === undefined) users.set(name, [placed]);
      else same.push(placed);
    }
  };
  for (const { placed, argument } of derivedTexts(http)) take(placed, argument);
  for (const level of judgedLevels(evidence)) {
    for (const placed of level.lines) {
      const { directive } = placed;
      if (!TEXTS.has(directive.name)) continue;
      for (const argument of directive.args) take(placed, argument);
    }
  }
  if (users.size === 0) return;
  const defined = definedAnywhere(model.main, http);
  for (const [name, lines] of users) {
    // A map in the wrong place is a finding already.
    if (!defined.has(name)) yield undefinedVariable(model, name, lines);
  }
}

const nothing: readonly string[] = [];

/** What a `map` and the like define, wherever it stands. */
function definedAnywhere(main: Level, http: Level): ReadonlySet<string> {
  const found = new Set<string>();
  for (const level of [main, ...everyLevel(http)]) {
    for (const name of ['map', 'geo', 'split_clients']) {
      for (const { directive } of level.named(name)) {
        // Where the "$" is missing, that is a finding already.
        const variable = directive.args.at(-1)?.value;
        if (variable !== undefined) found.add(variable.replace(/^\$/, '').toLowerCase());
      }
    }
  }
  return found;
}

/** Directives, besides maps, that take variables in all of their arguments, and in which `$` means nothing else. */
const TEXTS = new Set([
  'proxy_pass',
  'proxy_set_header',
  'proxy_cookie_domain',
  'add_header',
  'return',
  'set',
  'root',
  'alias',
  'try_files',
  'fastcgi_param',
  'uwsgi_param',
]);

/** The variables in texts. The same few texts stand in thousands of places. */
class Texts {
  private readonly model: Model;
  private readonly byText = new Map<string, readonly string[]>();
  private readonly byName = new Map<string, boolean>();

  constructor(model: Model) {
    this.model = model;
  }

  /** Those that nothing defines, in lower case. */
  undefinedIn(text: string): readonly string[] {
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const names = [...text.matchAll(/\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g)].map(([, braced, bare]) =>
      (braced ?? bare ?? '').toLowerCase(),
    );
    const found = names.filter((name) => !this.isDefined(name));
    this.byText.set(text, found);
    return found;
  }

  private isDefined(name: string): boolean {
    const known = this.byName.get(name) ?? isDefined(this.model, name);
    this.byName.set(name, known);
    return known;
  }
}

function isDefined(model: Model, name: string): boolean {
  return (
    variable(name, 'http', model.version) !== undefined ||
    model.derivedVariable(name) !== undefined ||
    model.isSomewhereSet(name) ||
    model.foreignVariable(name) !== undefined ||
    isByModule(model, name)
  );
}

/** What lines such as `auth_request_set $user …` and `js_set $x …` name. */
const setByOthers = remembered(({ files }: Configuration): ReadonlySet<string> => {
  const names = files.flatMap(({ source }) =>
    [...source.chars.matchAll(/_set \$(\w+)/g)].map(([, name = '']) => name.toLowerCase()),
  );
  return new Set(names);
});

/** Modules that nobody here knows may bring variables; their directives, or a `load_module`, tell. */
function isByModule({ main, configuration }: Model, name: string): boolean {
  const isLoaded = main.named('load_module').length > 0;
  const isMentioned = setByOthers(configuration).has(name);
  return isLoaded ? !/connection|upgrade/.test(name) || isMentioned : isMentioned;
}

function undefinedVariable(model: Model, name: string, lines: readonly Placed[]): ConfigProblem {
  const [at, ...others] = lines;
  if (at === undefined) throw new Error(`Nothing uses $${name}, but it was found.`);
  const swapped = swappedMap(model, at);
  const isConnection = lines.some(({ directive }) => {
    const [header] = directive.args;
    return directive.name === 'proxy_set_header' && /^connection$/i.test(header?.value ?? '');
  });
  const cure = cureOf(name, isConnection, swapped);
  return {
    at,
    where: `$${name}`,
    message: `${REFUSED} neither nginx nor this configuration defines $${name}. ${cure}`,
    related: others
      .slice(0, 5)
      .map((other) => ({ at: other, message: `$${name} is used here, too` })),
    fix: swapped ?? (isConnection ? definition(model, name) : undefined),
  };
}

function cureOf(name: string, isConnection: boolean, swapped: Fix | undefined): string {
  if (swapped !== undefined) {
    return 'A map names what it looks at first, and what it defines second: here the two are swapped.';
  }
  if (isConnection) {
    return `Define it once, at http level: map $http_upgrade $${name} { default upgrade; '' ''; }`;
  }
  const header = HEADERS.has(name) ? ` The header of the request is $http_${name}.` : '';
  return `Define it, or mend the name.${header}`;
}

/** Headers of a handshake, by which variables are easily named. */
const HEADERS = new Set(['upgrade', 'origin', 'cookie', 'authorization', 'user_agent']);

/**
 * What puts the two variables of a map in their order, where it looks at one that is not there and
 * defines one that nginx has. Nothing else changes, as nothing ran with the map as it is.
 */
function swappedMap(model: Model, { directive, file }: Placed): Fix | undefined {
  const [source, target] = directive.args;
  if (directive.name !== 'map' || source === undefined || target === undefined) return undefined;
  const isPlain = /^\$\w+$/.test(source.value) && /^\$\w+$/.test(target.value);
  const name = target.value.slice(1).toLowerCase();
  if (!isPlain || variable(name, 'http', model.version) === undefined) return undefined;
  const edits = [
    ...replaceArgument(directive.tree, source, target.raw),
    ...replaceArgument(directive.tree, target, source.raw),
  ];
  return { title: 'Swap the two', safe: true, edits: edits.map((edit) => ({ file, edit })) };
}

/** Nothing else changes, as nothing ran without it. */
function definition(model: Model, name: string): Fix | undefined {
  const edits = insertedAtHttp(model, connectionMap(`$${name}`));
  if (edits === undefined) return undefined;
  return { title: `Define $${name} by a map on $http_upgrade`, safe: true, edits };
}
