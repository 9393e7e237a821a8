import { readFile } from 'node:fs/promises';

/** What `/etc/os-release` tells, by the names used there (`ID`, `VERSION_CODENAME`). */
export type OsRelease = Readonly<Record<string, string>>;

/** This system's own description; empty where it has none. */
export async function readOsRelease(file = '/etc/os-release'): Promise<OsRelease> {
  return parseOsRelease(await readFile(file, 'utf8').catch(() => ''));
}

/** Reads the `NAME=value` lines of os-release(5). */
export function parseOsRelease(text: string): OsRelease {
  const values: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [, name, value] = /^([A-Z0-9_]+)=(.*)$/.exec(line.trim()) ?? [];
    if (name !== undefined && value !== undefined) values[name] = unquote(value);
  }
  return values;
}

/** Whether the system is that distribution or says that it is made from it. */
export function isLike(release: OsRelease, id: string): boolean {
  const { ID = '', ID_LIKE = '' } = release;
  return [ID, ...ID_LIKE.split(' ')].includes(id);
}

function unquote(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2]?.replace(/\\(.)/g, '$1') ?? value;
}
