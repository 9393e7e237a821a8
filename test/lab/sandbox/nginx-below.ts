import {
  commandLine,
  readProcessTable,
  workingFolder,
} from '../../../src/nginx/process/process-table.ts';

/** The processes of nginx that work in a run below a folder. */
export async function nginxBelow(folder: string): Promise<number[]> {
  const found: number[] = [];
  for (const { pid, ended } of await readProcessTable()) {
    const isHere = !ended && (await workingFolder(pid))?.startsWith(`${folder}/`) === true;
    if (isHere && (await commandLine(pid)).includes('nginx')) found.push(pid);
  }
  return found;
}
