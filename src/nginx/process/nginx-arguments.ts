import type { NginxBinary } from './binary.ts';
import type { ProcessUser } from './process-user.ts';
import { compareVersions } from './version-order.ts';

/** Since 1.19.5 an nginx can be told where to log before it has read its configuration. */
const ERROR_LOG_OPTION_SINCE = '1.19.5';

/** What an nginx is run with. */
export interface NginxArguments {
  readonly nginx: NginxBinary;
  readonly prefix: string;
  readonly file: string;
  /** Where to log before the configuration says so; `stderr` is nginx's own word for it. */
  readonly errorLog: string;
  /** Directives in front of the configuration, such as `daemon off;`. */
  readonly globalDirectives?: string | undefined;
}

/** The whole command line. */
export function nginxArguments({
  nginx,
  prefix,
  file,
  errorLog,
  globalDirectives,
}: NginxArguments): string[] {
  // Without this option the log that is compiled in would be opened, which is not ours.
  const hasOption = compareVersions(nginx.version, ERROR_LOG_OPTION_SINCE) >= 0;
  return [
    ...nginx.command,
    ...['-p', prefix, '-c', file],
    ...(hasOption ? ['-e', errorLog] : []),
    ...(globalDirectives ? ['-g', globalDirectives] : []),
  ];
}

/** What another user's nginx gets to know of our variables, which may hold secrets. */
export const HARMLESS_VARIABLES = ['PATH', 'TZ', 'LD_LIBRARY_PATH'] as const;

/**
 * Variables for nginx: ours without `NGINX`, by which it would take over sockets that are not there;
 * a few of them where it runs as another user.
 */
export function nginxEnvironment(runAs: ProcessUser | undefined): NodeJS.ProcessEnv {
  if (runAs) {
    return Object.fromEntries(HARMLESS_VARIABLES.map((name) => [name, process.env[name]]));
  }
  const { NGINX: _, ...rest } = process.env;
  return rest;
}
