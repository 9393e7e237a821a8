import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The names under which distributions install it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Where a Chromium is: `FAIRLEAD_CHROMIUM`, Debian's place, or the PATH; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env['FAIRLEAD_CHROMIUM'];
  // Who names one means that one: no other is taken in its place.
  if (named !== undefined && named !== '') return isExecutable(named) ? named : undefined;
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((candidate) => isExecutable(candidate));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
