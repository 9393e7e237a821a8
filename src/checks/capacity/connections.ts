import type { Level, Model } from '../../nginx/model/index.ts';
import { insertBefore } from '../../nginx/syntax/index.ts';
import type { ConfigProblem, FileEdit, Fix } from '../configuration.ts';
import { insertedBehind, settingEdits } from '../fixes/setting.ts';
import { CONNECTIONS_PER_TUNNEL, readWorkers, type Workers } from './workers.ts';

/** Below this even a small site is full on a good day; Debian's file says 768. */
const FEW = 1024;
/** What is written where nobody said how many tunnels there are to be. */
const ENOUGH = 8192;
/** For plain requests, and for tunnels that come while others go. */
const ROOM = 512;
/** More cores than that are not to be counted on. */
const MANY_CORES = 32;

/** Whether `worker_connections` allow the tunnels; without a number, whether they are few. */
export function* judgeConnections(
  model: Model,
  tunnels: number | undefined,
): Generator<ConfigProblem> {
  const workers = readWorkers(model);
  const { connections, connectionsLine, events, count } = workers;
  const at = connectionsLine ?? events ?? model.http?.placed;
  if (at === undefined) return;
  const each = Math.floor(connections / CONNECTIONS_PER_TUNNEL);
  const fix = roomFix(model, workers, tunnels);
  const said = `A worker holds ${each} tunnels at most: each takes two of its ${connections} connections (worker_connections${connectionsLine === undefined ? ', by default' : ''}).`;
  const where = 'events';
  if (tunnels === undefined) {
    if (connections >= FEW) return;
    const message = `${said} Further clients are turned away when these are in use. Raise it, and say how many tunnels there are to be with --tunnels.`;
    yield { at, where, message, fix };
    return;
  }
  const needed = Math.ceil(tunnels / each);
  if (count === undefined) {
    if (needed <= 1) return;
    const severity = needed > MANY_CORES ? 'error' : 'warning';
    const message = `${said} For ${tunnels} tunnels ${needed} workers are needed, and worker_processes auto starts one for each core.`;
    yield { at, where, severity, message, fix };
    return;
  }
  if (needed <= count) return;
  const message = `${said} ${count === 1 ? 'One worker' : `${count} workers`} cannot hold ${tunnels}: further handshakes are not accepted, and plain requests neither.`;
  yield { at, where, severity: 'error', message, fix };
}

/** As many connections as are needed, and the files for them. */
function roomFix(model: Model, workers: Workers, tunnels: number | undefined): Fix | undefined {
  const [events] = model.main.blocks('events');
  if (events === undefined) return undefined;
  const wanted =
    tunnels === undefined
      ? ENOUGH
      : roundedUp((tunnels * CONNECTIONS_PER_TUNNEL) / (workers.count ?? 1) + ROOM);
  const connections =
    workers.connectionsLine === undefined
      ? insertedBehind(events, undefined, `worker_connections ${wanted};`)
      : settingEdits(events, 'worker_connections', String(wanted));
  return {
    title: `Set worker_connections ${wanted}, and allow the files for them`,
    // How many are wanted is then only guessed.
    safe: tunnels !== undefined,
    edits: [...connections, ...filesEdits(model.main, workers, wanted * 2)],
  };
}

/** Twice as many as connections: logs, listening sockets and the files that are served come on top. */
export function filesEdits(main: Level, workers: Workers, files: number): FileEdit[] {
  if (workers.filesLine !== undefined) {
    const isEnough = workers.files !== undefined && workers.files >= files;
    return isEnough ? [] : settingEdits(main, 'worker_rlimit_nofile', String(files));
  }
  const { events } = workers;
  if (events === undefined) return [];
  return insertBefore(events.directive, `worker_rlimit_nofile ${files};`).map((edit) => ({
    file: events.file,
    edit,
  }));
}

function roundedUp(count: number): number {
  return Math.ceil(count / FEW) * FEW;
}
