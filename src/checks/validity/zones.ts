import type { Argument, Placed } from '../../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigurationEvidence } from '../configuration.ts';
import { judgedLevels } from './every-level.ts';
import { REFUSED } from './refused.ts';
import { hasUnreadIncludes } from './unread-includes.ts';

/** A directive that uses shared memory by its name, and the one that declares it. */
interface Sharing {
  readonly uses: string;
  readonly declares: string;
  /** The name in a line that uses it, and in one that declares it. */
  readonly used: (args: readonly Argument[]) => string | undefined;
  readonly declared: (args: readonly Argument[]) => string | undefined;
  /** A line that declares it, for a name. */
  readonly line: (name: string) => string;
}

/** The parameter `key=name`, or `key=name:more`. */
const parameter =
  (key: string) =>
  (args: readonly Argument[]): string | undefined =>
    args
      .find(({ value }) => value.startsWith(`${key}=`))
      ?.value.slice(key.length + 1)
      .split(':')[0];

const first = (args: readonly Argument[]): string | undefined => args[0]?.value;

/** By ngx_http_limit_conn_module.c, ngx_http_limit_req_module.c and ngx_http_file_cache.c. */
const SHARINGS: readonly Sharing[] = [
  {
    uses: 'limit_conn',
    declares: 'limit_conn_zone',
    used: first,
    declared: parameter('zone'),
    line: (name) => `limit_conn_zone $binary_remote_addr zone=${name}:10m;`,
  },
  {
    uses: 'limit_req',
    declares: 'limit_req_zone',
    used: parameter('zone'),
    declared: parameter('zone'),
    line: (name) => `limit_req_zone $binary_remote_addr zone=${name}:10m rate=10r/s;`,
  },
  ...['proxy', 'fastcgi', 'uwsgi', 'scgi'].map((protocol) => ({
    uses: `${protocol}_cache`,
    declares: `${protocol}_cache_path`,
    used: (args: readonly Argument[]) => (first(args) === 'off' ? undefined : first(args)),
    declared: parameter('keys_zone'),
    line: (name: string) =>
      `${protocol}_cache_path /var/cache/nginx/${name} keys_zone=${name}:10m;`,
  })),
];

/** Zones that are used and that nothing declares. One finding for each: it lacks one line. */
export function* judgeZones(evidence: ConfigurationEvidence): Generator<ConfigProblem> {
  const { http, configuration } = evidence.model;
  if (http === undefined) return;
  for (const sharing of SHARINGS) {
    if (!configuration.names.has(sharing.uses) || hasUnreadIncludes(configuration)) continue;
    const declared = new Set(
      http.named(sharing.declares).map(({ directive }) => sharing.declared(directive.args)),
    );
    for (const [name, lines] of usersOf(evidence, sharing)) {
      if (!declared.has(name)) yield undeclared(sharing, name, lines);
    }
  }
}

function usersOf(evidence: ConfigurationEvidence, { uses, used }: Sharing): Map<string, Placed[]> {
  const users = new Map<string, Placed[]>();
  for (const level of judgedLevels(evidence)) {
    for (const placed of level.named(uses)) {
      const name = used(placed.directive.args);
      if (name === undefined || name === '' || name.includes('$')) continue;
      const same = users.get(name);
      if (same === undefined) users.set(name, [placed]);
      else same.push(placed);
    }
  }
  return users;
}

function undeclared(sharing: Sharing, name: string, lines: readonly Placed[]): ConfigProblem {
  const [at, ...others] = lines;
  if (at === undefined) throw new Error(`Nothing uses the zone ${name}, but it was found.`);
  return {
    at,
    where: `${sharing.uses} ${name}`,
    message: `${REFUSED} no ${sharing.declares} declares the zone ${name}. Mend the name, or declare it at http level, such as by ${sharing.line(name)}`,
    related: others.slice(0, 5).map((other) => ({ at: other, message: 'it is used here, too' })),
  };
}
