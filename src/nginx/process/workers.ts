import { commandLine, readProcessTable } from './process-table.ts';

/** The children of an nginx master, by what they do. */
export interface NginxChildren {
  /** Workers that take new connections. */
  readonly workers: readonly number[];
  /** Workers that only keep the connections that they have, after a reload or a QUIT. */
  readonly retiring: readonly number[];
  /** Children that have not yet begun their work. */
  readonly starting: readonly number[];
}

/** Looks at the children of a master. */
export async function readChildren(master: number): Promise<NginxChildren> {
  const table = await readProcessTable();
  const pids = table.filter(({ parent, ended }) => parent === master && !ended);
  const roles: Record<Role, number[]> = { workers: [], retiring: [], starting: [], other: [] };
  for (const { pid } of pids) roles[roleOf(await commandLine(pid))].push(pid);
  return roles;
}

type Role = 'workers' | 'retiring' | 'starting' | 'other';

/** nginx names a child's role in its title once the child is set up (ngx_setproctitle). */
function roleOf(title: string): Role {
  if (title.includes('nginx: worker process is shutting down')) return 'retiring';
  if (title.includes('nginx: worker process')) return 'workers';
  if (title.includes('nginx: cache ')) return 'other';
  return 'starting';
}
