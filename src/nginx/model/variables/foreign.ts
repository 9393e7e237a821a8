import type { Placed } from '../../syntax/configuration.ts';
import type { Level } from '../level.ts';

/** Directives that have something run to get a variable's value; the variable is their first argument. */
const AT_HTTP: readonly string[] = ['js_set', 'perl_set', 'js_var', 'geoip2'];

const ANYWHERE: readonly string[] = [
  'set_by_lua',
  'set_by_lua_block',
  'set_by_lua_file',
  'auth_request_set',
  'set_random',
  'set_hashed_upstream',
  'set_unescape_uri',
  'set_escape_uri',
  'set_if_empty',
  'set_md5',
  'set_sha1',
];

/** The variables that only a running nginx has, with the lines that define them. */
export function foreignVariables(http: Level | undefined): ReadonlyMap<string, Placed> {
  const found = new Map<string, Placed>();
  if (http === undefined) return found;
  collect(http, AT_HTTP, found);
  const { names } = http.configuration;
  if (ANYWHERE.some((name) => names.has(name))) collectDeep(http, found);
  return found;
}

function collectDeep(level: Level, found: Map<string, Placed>): void {
  collect(level, ANYWHERE, found);
  for (const name of ['server', 'location', 'if', 'limit_except']) {
    for (const inner of level.blocks(name)) collectDeep(inner, found);
  }
}

function collect(level: Level, names: readonly string[], found: Map<string, Placed>): void {
  for (const name of names) {
    for (const line of level.named(name)) {
      const [variable] = line.directive.args;
      const defined = variable?.value.replace(/^\$/, '').toLowerCase();
      if (defined !== undefined && !found.has(defined)) found.set(defined, line);
    }
  }
}
