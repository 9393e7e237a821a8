import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { has, root, run } from './run.mjs';
import { giveUp, say } from './say.mjs';

const OLDEST_NODE = [20, 19];
const STAMP = join(root, 'node_modules', '.fairlead-lock');

/** Installs the npm packages that package-lock.json names, unless exactly these are there. */
export function ensureDependencies() {
  refuseOldNode();
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (read(STAMP) === lock) return;
  if (!has('npm'))
    giveUp(
      'npm is not here, and the packages of package-lock.json are not installed: install npm.',
    );
  say('npm ci: the packages that package-lock.json names are not all here');
  if (!run('npm', ['ci', '--no-audit', '--no-fund'])) {
    giveUp('npm ci failed (its reason is above): the packages could not be installed.');
  }
  writeFileSync(STAMP, lock);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  giveUp(
    `Node ${process.versions.node} is too old: Fairlead needs ${OLDEST_NODE.join('.')} or newer.`,
  );
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
