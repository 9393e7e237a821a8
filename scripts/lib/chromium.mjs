import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { has, run } from './run.mjs';
import { say } from './say.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** As root on Debian, installs Chromium for the browser tests; elsewhere says that they will be skipped. */
export function ensureChromium() {
  if (process.env.FAIRLEAD_CHROMIUM || onPath()) return;
  if (process.getuid?.() !== 0 || !has('apt-get')) {
    say(
      'no Chromium, and only root can install it with apt-get: the browser tests will be skipped',
    );
    return;
  }
  say(
    "apt-get install chromium: the browser tests need a real one, and Debian's is the one they use",
  );
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const installed =
    run('apt-get', ['-qq', 'update'], { env }) &&
    run(
      'apt-get',
      ['-qq', 'install', '--yes', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
      { env },
    );
  if (!installed)
    say('Chromium could not be installed (reason above): the browser tests will be skipped');
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => NAMES.some((name) => existsSync(join(folder, name))));
}
