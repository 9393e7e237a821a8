import * as v from 'valibot';
import { parseAddress } from './address.ts';
import { parseDuration } from './duration.ts';
import { SettingError } from './setting-error.ts';
import type { Settings } from './settings.ts';

/** The settings as data: every rule that looks at one value alone. Its `message` is what is expected. */
const duration = v.pipe(
  v.string('a duration such as 25s'),
  v.check(
    (text) => (parseDuration(text) ?? 0) > 0,
    'a duration above zero, such as 25s, 500ms or 1h',
  ),
);
const listener = v.pipe(
  v.string('an address such as 8443 or 127.0.0.1:8443'),
  v.check(
    (text) => parseAddress(text, '0.0.0.0')?.kind === 'tcp',
    'a port from 1 to 65535 or an address such as 127.0.0.1:8443',
  ),
);
const backend = v.pipe(
  v.string('an address such as 127.0.0.1:8080'),
  v.check(
    (text) => parseAddress(text, '127.0.0.1') !== undefined,
    'host:port or unix:/path, without a scheme, such as 127.0.0.1:8080',
  ),
);
/** What nginx would read as syntax has no place in a file's name here. */
const file = v.pipe(
  v.string('the path of a file'),
  v.regex(/^[^\n\r"$\\]+$/, 'a path without quotes, backslashes, dollar signs and line ends'),
);
const serverName = v.pipe(
  v.string('a host name'),
  v.regex(
    /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i,
    'a host name such as ws.example.com or *.example.com',
  ),
);
const path = v.pipe(
  v.string('a path such as /ws/'),
  v.regex(/^\/[\w.~%!&*+,=:@/-]*$/, 'a path that begins with a slash, such as /ws/'),
);
const origin = v.pipe(
  v.string('an origin such as https://app.example.com'),
  v.regex(
    /^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i,
    'scheme, host and port only, such as https://app.example.com',
  ),
);
const cidr = v.pipe(
  v.string('an address such as 10.0.0.0/8'),
  v.regex(/^[0-9a-f:.]+(\/\d{1,3})?$/i, 'an IP address or a CIDR block such as 10.0.0.0/8'),
);
const severities = ['error', 'warning', 'advice'] as const;
const checkId = v.pipe(
  v.string('the id of a check, such as idle-timeout'),
  v.regex(/^[a-z][a-z-]*$/, 'the id of a check, such as idle-timeout'),
);
const oneOrMore = v.union(
  [listener, v.array(listener)],
  'an address such as 8443 or 127.0.0.1:8443, or a list of them',
);

const schema = v.strictObject({
  listen: v.optional(v.strictObject({ https: v.optional(oneOrMore), http: v.optional(oneOrMore) })),
  serverNames: v.optional(v.array(serverName, 'a list of host names')),
  tls: v.optional(
    v.union(
      [v.picklist(['development', 'none']), v.strictObject({ certificate: file, key: file })],
      '{ certificate, key } with the paths of two PEM files, "development" or "none"',
    ),
  ),
  paths: v.optional(v.pipe(v.array(path, 'a list of paths'), v.nonEmpty('at least one path'))),
  backends: v.optional(v.pipe(v.array(backend, 'a list of addresses'), v.nonEmpty('at least one'))),
  heartbeat: v.optional(duration),
  idleTimeout: v.optional(duration),
  connectTimeout: v.optional(duration),
  hops: v.optional(
    v.array(
      v.strictObject({
        name: v.pipe(
          v.string('a name such as alb'),
          v.regex(/^[\w .-]{1,40}$/, 'letters, digits, spaces, dots and hyphens, such as alb'),
        ),
        idleTimeout: v.optional(duration),
        addresses: v.optional(v.array(cidr, 'a list of addresses')),
      }),
      'a list of hops such as { name: "alb", idleTimeout: "60s" }',
    ),
  ),
  tunnels: v.optional(
    v.pipe(
      v.number('a number'),
      v.integer('a whole number'),
      v.minValue(1, 'at least 1'),
      v.maxValue(1_000_000, 'at most 1,000,000'),
    ),
  ),
  origins: v.optional(v.pipe(v.array(origin, 'a list of origins'), v.nonEmpty('at least one'))),
  plainRequests: v.optional(v.picklist(['keep', 'close'], '"keep" or "close"')),
  nodesNeedSession: v.optional(v.boolean('true or false')),
  nginxVersion: v.optional(
    v.pipe(
      v.string('a version such as 1.26.3'),
      v.regex(/^\d+\.\d+\.\d+$/, 'a version such as 1.26.3'),
    ),
  ),
  severities: v.optional(
    v.record(
      checkId,
      v.picklist([...severities, 'off'], '"error", "warning", "advice" or "off"'),
      'severities by check, such as { "origin": "off" }',
    ),
  ),
  only: v.optional(v.pipe(v.array(checkId, 'a list of checks'), v.nonEmpty('at least one'))),
  failOn: v.optional(
    v.picklist([...severities, 'never'], '"error", "warning", "advice" or "never"'),
  ),
  baseline: v.optional(v.pipe(v.string('the path of a file'), v.nonEmpty('the path of a file'))),
  logs: v.optional(
    v.strictObject({
      folder: v.optional(file),
      format: v.optional(v.picklist(['json', 'text'], '"json" or "text"')),
    }),
  ),
});

/** Takes what a person wrote as settings, or throws a `SettingError` for the first thing wrong. */
export function parseSettings(input: unknown): Settings {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output as Settings;
  const [issue] = result.issues;
  const setting = v.getDotPath(issue) ?? 'configuration';
  if (issue.expected === 'never') {
    const known = Object.keys(knownAt(setting)).join(', ');
    throw new SettingError(setting, 'a setting that does not exist', `one of ${known}`);
  }
  throw new SettingError(setting, issue.input, issue.message);
}

/** The fields that the object around an unknown setting may have. */
function knownAt(setting: string): object {
  if (setting.startsWith('listen.')) return schema.entries.listen.wrapped.entries;
  if (setting.startsWith('logs.')) return schema.entries.logs.wrapped.entries;
  if (setting.startsWith('hops.')) return schema.entries.hops.wrapped.item.entries;
  return schema.entries;
}
