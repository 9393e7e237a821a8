import type { NginxBinary } from './binary.ts';
import { moduleFiles } from './module-files.ts';
import { nginxEnvironment } from './nginx-arguments.ts';
import type { ProcessUser } from './process-user.ts';
import { runCommand } from './run-command.ts';
import { stageNginx } from './stage-nginx.ts';

/** For whom an nginx is made usable, and where. */
export interface ForUserOptions {
  readonly user: ProcessUser;
  /**
   * A folder for a copy where one is needed, best a run of its own (`createRun`): in the prefix, which
   * belongs to the user, the user could replace the program.
   */
  readonly folder: string;
}

/**
 * An nginx that the user can execute, modules included: the given one where it can be, as an installed
 * one can, otherwise a copy of it in `folder`, as of our own copies below root's home. Fails where the
 * copy cannot be executed either; the error says why and what to do.
 */
export async function nginxForUser(
  nginx: NginxBinary,
  { user, folder }: ForUserOptions,
): Promise<NginxBinary> {
  if ((await obstacle(nginx, user)) === undefined) return nginx;
  const staged = await stageNginx(nginx, folder);
  const reason = await obstacle(staged, user);
  if (reason === undefined) return staged;
  throw new Error(
    `${nginx.executable} cannot be run as user ${user.uid}, not even copied to ${folder}: ${reason}. ` +
      'Set TMPDIR to a folder that every user may enter and run programs from, or start this as an ordinary user.',
  );
}

const LONGEST_TRIAL_MS = 10_000;

/** What keeps the user from using it, found out by trying; undefined where nothing does. */
async function obstacle(nginx: NginxBinary, user: ProcessUser): Promise<string | undefined> {
  const { command, modulesFolder } = nginx;
  const files = modulesFolder === undefined ? [] : await moduleFiles(modulesFolder);
  const trials = [
    [...command, '-v'],
    ['/bin/sh', '-c', CAN_READ_ALL, 'sh', ...files.map((file) => `${modulesFolder}/${file}`)],
  ];
  const answers = await Promise.all(trials.map((trial) => answerOf(trial, user)));
  return answers.find((answer) => answer !== undefined);
}

const CAN_READ_ALL =
  'for file do [ -r "$file" ] || { echo "$file is not readable" >&2; exit 1; }; done';

async function answerOf(
  command: readonly string[],
  user: ProcessUser,
): Promise<string | undefined> {
  const environment = nginxEnvironment(user);
  const options = { environment, folder: '/', timeoutMs: LONGEST_TRIAL_MS, runAs: user };
  try {
    const { status, stderr } = await runCommand(command, options);
    return status === 0 ? undefined : stderr.trim() || `exit status ${status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
