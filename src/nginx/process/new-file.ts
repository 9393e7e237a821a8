import { open, rm } from 'node:fs/promises';
import type { ProcessUser } from './process-user.ts';

/** How a file is made. */
export interface NewFileOptions {
  /** Cut by our umask; if left out, that of any file, or 0600 where it has another owner. */
  readonly mode?: number;
  /** Whose it becomes; ours if left out. */
  readonly owner?: ProcessUser | undefined;
}

/**
 * Writes a file that is new, after removing what has its name. In a folder of another user we must
 * not write to what is there: it may be a link to a file that only we may write.
 */
export async function writeNewFile(
  file: string,
  text: string,
  { owner, mode = owner ? 0o600 : 0o666 }: NewFileOptions = {},
): Promise<void> {
  await rm(file, { force: true });
  const handle = await open(file, 'wx', mode);
  try {
    if (owner) await handle.chown(owner.uid, owner.gid);
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
