import { access } from 'node:fs/promises';

/** Runs a command on a terminal of its own (`script` of util-linux). */
export const SCRIPT = '/usr/bin/script';

export const hasScript: boolean = await access(SCRIPT).then(
  () => true,
  () => false,
);

/** What the names of tests end with that need one, where there is none. */
export const withoutScript: string = hasScript
  ? ''
  : ` (skipped: no ${SCRIPT} to make a terminal with)`;

/** What the key sends. */
export const CTRL_C = '\u0003';
