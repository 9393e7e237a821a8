import type { Model } from '../../nginx/model/index.ts';
import type { ConfigProblem } from '../configuration.ts';
import { filesEdits } from './connections.ts';
import { CONNECTIONS_PER_TUNNEL, readWorkers } from './workers.ts';

/** The soft limit that Linux gives a process unless somebody raises it. */
const SYSTEM_FILES = 1024;

/** Whether a worker may open as many files as its connections need. */
export function* judgeFiles(model: Model, tunnels: number | undefined): Generator<ConfigProblem> {
  const workers = readWorkers(model);
  const { files, filesLine, connections, count, events } = workers;
  const needed = Math.min(
    connections,
    tunnels === undefined ? connections : (tunnels * CONNECTIONS_PER_TUNNEL) / (count ?? 1),
  );
  const fix = {
    title: `Set worker_rlimit_nofile ${connections * 2}`,
    safe: true,
    edits: filesEdits(model.main, workers, connections * 2),
  };
  const where = 'main context';
  if (filesLine !== undefined) {
    if (files === undefined || files >= needed) return;
    yield {
      at: filesLine,
      where,
      severity: tunnels === undefined ? 'advice' : 'error',
      message: `A worker may open ${files} files (worker_rlimit_nofile) and needs ${Math.ceil(needed)}: two for each tunnel. Beyond that nginx accepts nobody and logs "too many open files".`,
      fix,
    };
    return;
  }
  const at = model.main.last('worker_processes') ?? events;
  if (tunnels === undefined || needed <= SYSTEM_FILES || at === undefined) return;
  yield {
    at,
    where,
    severity: 'warning',
    message: `A worker needs ${Math.ceil(needed)} files for ${tunnels} tunnels, and no worker_rlimit_nofile is set: unless whoever starts nginx raises it (LimitNOFILE of systemd), the limit is ${SYSTEM_FILES}.`,
    fix,
  };
}
