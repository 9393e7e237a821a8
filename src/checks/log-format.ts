import type { Level, Model } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';

/** How requests of a level are logged. */
export type Log =
  | {
      readonly kind: 'format';
      readonly name: string;
      readonly text: string;
      /** The `log_format`; undefined for `combined`, which nginx brings. */
      readonly format: Placed | undefined;
      /** The `access_log`; undefined for the default. */
      readonly line: Placed | undefined;
    }
  | { readonly kind: 'off'; readonly at: Placed }
  | { readonly kind: 'unknown'; readonly at: Placed; readonly why: string };

/** `ngx_http_combined_fmt` of nginx's `src/http/modules/ngx_http_log_module.c`. */
export const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** The log in effect at a level; of several the one that tells most. */
export function readLog(level: Level, model: Model): Log {
  const lines = level.effective('access_log');
  const off = lines.find(({ directive }) => directive.args[0]?.value === 'off');
  if (off !== undefined) return { kind: 'off', at: off };
  const logs = lines.map((line) => logOf(line, model));
  const [best, ...others] = logs;
  if (best === undefined) return logOf(undefined, model);
  return others.length === 0 ? best : leastLacking(logs, model);
}

function leastLacking(logs: readonly Log[], model: Model): Log {
  const lacking = (log: Log): number =>
    log.kind === 'format' ? lackingIn(log.text, model).length : WANTED.length;
  return logs.reduce((best, log) => (lacking(log) < lacking(best) ? log : best));
}

/** What a log has to hold so that failed upgrades, their causes and tunnels' lives can be seen. */
const WANTED = ['$http_upgrade', '$status', '$upstream_status', '$request_time'] as const;

/** Which of the variables that matter a format does without. */
export function lackingIn(text: string, model: Model): string[] {
  const used = new Set(
    [...text.matchAll(/\$\{?([A-Za-z0-9_]+)\}?/g)].map(([, name = '']) => name.toLowerCase()),
  );
  return WANTED.filter((variable) => {
    const name = variable.slice(1);
    return !used.has(name) && ![...used].some((other) => isMappedFrom(other, variable, model));
  });
}

/** A variable that a map makes of another one tells of it, too. */
function isMappedFrom(name: string, source: string, model: Model): boolean {
  const placed = model.derivedVariable(name)?.placed;
  return placed?.directive.args[0]?.value.includes(source) ?? false;
}

function logOf(line: Placed | undefined, { http }: Model): Log {
  const name = line?.directive.args[1]?.value ?? 'combined';
  const format = http
    ?.named('log_format')
    .find(({ directive }) => directive.args[0]?.value === name);
  if (format === undefined) {
    if (line === undefined || name === 'combined') {
      return { kind: 'format', name, text: COMBINED, format, line };
    }
    return { kind: 'unknown', at: line, why: `the log_format ${name} is not in the configuration` };
  }
  const words = format.directive.args.slice(1).map(({ value }) => value);
  const text = words.filter((word) => !word.startsWith('escape=')).join('');
  return { kind: 'format', name, text, format, line };
}
