import { readFile } from 'node:fs/promises';

/** Accounts that distributions make for web servers, and the one that owns nothing. */
const ACCOUNTS = ['www-data', 'nginx', 'nobody'] as const;

/** Whom the workers of an nginx that root starts should run as, as `user` takes it; undefined where unknown. */
export async function workerUser(): Promise<string | undefined> {
  const [passwd, group] = await Promise.all(['/etc/passwd', '/etc/group'].map(readEntries));
  for (const account of ACCOUNTS) {
    const gid = passwd?.find(([name]) => name === account)?.[3];
    const groupName = group?.find((entry) => entry[2] === gid)?.[0];
    // The group is named too: nginx would look for one with the account's name, and nobody's is nogroup.
    if (gid !== undefined && groupName !== undefined) return `${account} ${groupName}`;
  }
  return undefined;
}

async function readEntries(file: string): Promise<string[][]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').map((line) => line.split(':'));
}
