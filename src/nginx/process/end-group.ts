import { pollUntil } from './poll-until.ts';
import { groupMembers } from './process-table.ts';
import { signalProcess } from './signal-process.ts';

/** After KILL a process is gone as soon as the kernel finds time; longer, and it hangs in a disk. */
const LONGEST_END_MS = 10_000;

/** Kills every process of a group and resolves when none is left. */
export async function endGroup(group: number): Promise<void> {
  if (!signalProcess(-group, 'SIGKILL')) return;
  if (await groupIsGone(group, LONGEST_END_MS)) return;
  throw new Error(`Processes of group ${group} do not end, not even by KILL`);
}

/** Waits until no process of a group is left; false where the time was up first. */
export async function groupIsGone(group: number, timeoutMs: number): Promise<boolean> {
  const gone = await pollUntil(async () => {
    if (!signalProcess(-group, 0)) return true;
    // What has ended but was not yet reaped by its parent still counts as a member above.
    return (await groupMembers(group)).length === 0 || undefined;
  }, timeoutMs);
  return gone === true;
}
