/**
 * Makes this process kill itself, as `kill -9` would, before its nth step on the disk: the number is in
 * FAIRLEAD_TEST_KILL_AT. What is being written then is left half written. Without a number the steps
 * are only counted. To be imported before what is to be killed.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const STEPS = [
  'openSync',
  'writeSync',
  'fchmodSync',
  'fchownSync',
  'fsyncSync',
  'linkSync',
  'renameSync',
  'symlinkSync',
  'unlinkSync',
  'mkdirSync',
  'rmSync',
  'writeFileSync',
] as const;

const killAt = Number(process.env['FAIRLEAD_TEST_KILL_AT'] ?? 0);
let count = 0;

type Call = (...args: unknown[]) => unknown;
const real = fs as unknown as Record<string, Call>;

for (const name of STEPS) {
  const original = real[name];
  if (original === undefined) throw new Error(`node:fs has no ${name}`);
  real[name] = (...args) => {
    count += 1;
    if (count === killAt) {
      if (name === 'writeSync') halfWrite(original, args);
      process.kill(process.pid, 'SIGKILL');
    }
    return original(...args);
  };
}
syncBuiltinESMExports();

function halfWrite(write: Call, [file, bytes, at = 0]: unknown[]): void {
  if (!(bytes instanceof Uint8Array)) return;
  const rest = bytes.length - Number(at);
  write(file, bytes, at, Math.floor(rest / 2));
}

/** How many steps were made so far. */
export function steps(): number {
  return count;
}
