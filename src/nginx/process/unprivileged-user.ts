import type { ProcessUser } from './process-user.ts';
import { runCommand } from './run-command.ts';

/** The number that systems give to the user who owns nothing; it needs no entry to be used. */
const NOBODY = 65_534;
/** Above it, Node takes no number for a user. */
const HIGHEST_ID = 2 ** 31 - 1;

/**
 * Whom a stranger's configuration is run as: the system's `nobody` where we are root. Undefined where
 * we are not root, since then we have nothing to drop. Fails where we are root in a place that knows
 * no other user or does not let us become one, as in some containers.
 */
export async function unprivilegedUser(): Promise<ProcessUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all([askId('-u'), askId('-g')]);
  try {
    await runCommand(['/bin/sh', '-c', ':'], { folder: '/', runAs: { uid, gid } });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `We are root, but may not become user ${uid} to run nginx without root's rights: ${reason}. ` +
        'Start this as an ordinary user.',
    );
  }
  return { uid, gid };
}

/** Asks a program, since the passwd file is only one of the places where users are kept. */
async function askId(option: '-u' | '-g'): Promise<number> {
  const answer = await runCommand(['id', option, 'nobody']).catch(() => undefined);
  const id = answer?.status === 0 ? Number(answer.stdout) : NOBODY;
  return Number.isInteger(id) && id > 0 && id <= HIGHEST_ID ? id : NOBODY;
}
