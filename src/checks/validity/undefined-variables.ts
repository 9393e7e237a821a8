import { variable } from '../../nginx/catalog/variables.ts';
import type { Level, Model } from '../../nginx/model/index.ts';
import type { Placed } from '../../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigurationEvidence, Fix } from '../configuration.ts';
import { connectionMap, insertedAtHttp } from '../fixes/http-level.ts';
import { everyLevel } from './every-level.ts';

/**
 * Variables that neither nginx nor the configuration defines, in directives of which each argument is a
 * text with variables. One finding for each name: it lacks one definition.
 */
export function* judgeVariables({ model }: ConfigurationEvidence): Generator<ConfigProblem> {
  const { http } = model;
  if (http === undefined) return;
  const texts = new Texts(model);
  const users = new Map<string, Placed[]>();
  for (const level of everyLevel(http)) {
    for (const placed of level.lines) {
      const { directive } = placed;
      if (!TEXTS.has(directive.name)) continue;
      for (const { value } of directive.args) {
        const undefinedNames = value.includes('$') ? texts.undefinedIn(value) : nothing;
        if (undefinedNames.length === 0) continue;
        for (const name of undefinedNames) {
          const same = users.get(name);
          if (same === undefined) users.set(name, [placed]);
          else same.push(placed);
        }
      }
    }
  }
  if (users.size === 0) return;
  const defined = definedAnywhere(http);
  for (const [name, lines] of users) {
    // A map in the wrong place is a finding already.
    if (!defined.has(name)) yield undefinedVariable(model, name, lines);
  }
}

const nothing: readonly string[] = [];

/** What a `map` and the like define, wherever it stands. */
function definedAnywhere(http: Level): ReadonlySet<string> {
  const found = new Set<string>();
  for (const level of everyLevel(http)) {
    for (const name of ['map', 'geo', 'split_clients']) {
      for (const { directive } of level.named(name)) {
        const variable = directive.args.at(-1)?.value;
        if (variable?.startsWith('$')) found.add(variable.slice(1).toLowerCase());
      }
    }
  }
  return found;
}

/** Directives that take variables in all of their arguments, and in which `$` means nothing else. */
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

/** Modules that nobody here knows may bring variables; their directives, or a `load_module`, tell. */
function isByModule({ main, configuration }: Model, name: string): boolean {
  const isLoaded = main.named('load_module').length > 0;
  const isMentioned = configuration.files.some(({ source }) =>
    source.chars.includes(`_set $${name}`),
  );
  return isLoaded ? !/connection|upgrade/.test(name) || isMentioned : isMentioned;
}

function undefinedVariable(model: Model, name: string, lines: readonly Placed[]): ConfigProblem {
  const [at, ...others] = lines;
  if (at === undefined) throw new Error(`Nothing uses $${name}, but it was found.`);
  const isConnection = lines.some(({ directive }) => {
    const [header] = directive.args;
    return directive.name === 'proxy_set_header' && /^connection$/i.test(header?.value ?? '');
  });
  const cure = isConnection
    ? `Define it once, at http level: map $http_upgrade $${name} { default upgrade; '' ''; }`
    : 'Define it, or mend the name.';
  return {
    at,
    where: `$${name}`,
    message: `nginx does not start, and a reload has no effect: neither nginx nor this configuration defines $${name}. ${cure}`,
    related: others
      .slice(0, 5)
      .map((other) => ({ at: other, message: `$${name} is used here, too` })),
    fix: isConnection ? definition(model, name) : undefined,
  };
}

/** Nothing else changes, as nothing ran without it. */
function definition(model: Model, name: string): Fix | undefined {
  const edits = insertedAtHttp(model, connectionMap(`$${name}`));
  if (edits === undefined) return undefined;
  return { title: `Define $${name} by a map on $http_upgrade`, safe: true, edits };
}
