import type { NginxBinary } from './binary.ts';
import { GLOBAL_DIRECTIVES } from './launch-nginx.ts';
import { writeNewFile } from './new-file.ts';
import type { NginxEvent } from './nginx-event.ts';
import { prefixPaths, preparePrefix } from './prefix.ts';
import type { ProcessUser } from './process-user.ts';
import type { RunningNginx } from './running-nginx.ts';
import { explainStart } from './start-error.ts';
import { superviseNginx } from './supervise-nginx.ts';
import { testConfiguration } from './test-configuration.ts';

/** What is started. */
export interface StartOptions {
  readonly nginx: NginxBinary;
  /**
   * The folder that nginx runs in, best one of `createRun`. `logs/`, `temp/` and `private/` are made
   * in it; as root its mode has to let other users through (0711), since workers are such.
   */
  readonly prefix: string;
  /**
   * Text of `nginx.conf`, written to the prefix. It has to say `pid nginx.pid;` and
   * `error_log logs/error.log …;`, should keep its temporary paths in `temp/`, and must not say
   * `daemon`.
   */
  readonly configuration: string;
  /**
   * Whom nginx, its master too, runs as where we are root; see `unprivilegedUser`. The prefix then
   * becomes this user's own and nobody else can enter it. The nginx has to be one that the user can
   * execute; see `nginxForUser`.
   */
  readonly runAs?: ProcessUser | undefined;
  readonly onEvent?: (event: NginxEvent) => void;
}

/**
 * Starts an nginx as our own child and resolves when it listens and its workers work. It is not
 * reached by a terminal's Ctrl-C, and it ends when our process ends, whichever way. Fails with a
 * `NginxStartError`, after which nothing of it runs.
 */
export async function startNginx({
  nginx,
  prefix,
  configuration,
  runAs,
  onEvent = () => {},
}: StartOptions): Promise<RunningNginx> {
  await preparePrefix(prefix, runAs);
  const { configuration: file } = prefixPaths(prefix);
  await writeNewFile(file, configuration, { owner: runAs });
  const globalDirectives = GLOBAL_DIRECTIVES;
  const test = await testConfiguration(nginx, { prefix, file, globalDirectives, runAs });
  if (!test.ok) throw await explainStart(test.messages, 'configuration');
  return superviseNginx({ nginx, prefix, runAs, onEvent });
}
