import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MAIN } from '../cli/running-fairlead.ts';

/** The flags that a verb has, as its help tells. */
export async function flagsOf(verb: string): Promise<ReadonlySet<string>> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, verb, '--help']);
  return new Set(stdout.match(/--[a-z][a-z-]*/g) ?? []);
}
