import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inspectNginx, type NginxBinary } from './binary.ts';
import { nginxForUser } from './nginx-for-user.ts';

const user = { uid: 65_534, gid: 65_534 };

let folder = '';
let places: { readonly installed: string; readonly run: string };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
  await chmod(folder, 0o711);
  places = { installed: join(folder, 'installed'), run: join(folder, 'run') };
  for (const place of Object.values(places)) await mkdir(place, { mode: 0o711 });
});
afterEach(() => rm(folder, { recursive: true }));

async function installed(script = 'true'): Promise<NginxBinary> {
  const executable = join(places.installed, 'nginx');
  const modules = join(places.installed, 'modules');
  await mkdir(modules);
  await writeFile(join(modules, 'ngx_stream_module.so'), '');
  const text = `#!/bin/sh
echo 'nginx version: nginx/1.26.3' >&2
echo 'configure arguments: --modules-path=${modules}' >&2
${script}
`;
  await writeFile(executable, text, { mode: 0o755 });
  return inspectNginx({ executable, command: [executable] }, 'given');
}

describe.skipIf(process.getuid?.() !== 0)('for another user (root only)', () => {
  test('what the user can execute is used where it is', async () => {
    const nginx = await installed();
    expect(await nginxForUser(nginx, { user, folder: places.run })).toBe(nginx);
    expect(await readdir(places.run)).toEqual([]);
  });

  test.each([
    ['a folder that only root may enter', () => chmod(places.installed, 0o700)],
    ['a program that only root may execute', () => chmod(join(places.installed, 'nginx'), 0o700)],
    [
      'a module that only root may read',
      () => chmod(join(places.installed, 'modules/ngx_stream_module.so'), 0o600),
    ],
  ])('%s is copied', async (_, guard) => {
    const nginx = await installed();
    await guard();
    const staged = await nginxForUser(nginx, { user, folder: places.run });
    const place = dirname(staged.executable);
    expect(dirname(place)).toBe(places.run);
    expect(staged).toEqual({
      ...nginx,
      executable: join(place, 'nginx'),
      command: [join(place, 'nginx')],
      modulesFolder: join(place, 'modules'),
    });
    expect((await stat(join(place, 'modules/ngx_stream_module.so'))).mode & 0o777).toBe(0o755);
    expect(await nginxForUser(staged, { user, folder: places.run })).toBe(staged);
  });

  test('what does not run in another place either is told with the reason', async () => {
    const nginx = await installed('[ "$(id -u)" = 0 ] || { echo "root only" >&2; exit 1; }');
    await expect(nginxForUser(nginx, { user, folder: places.run })).rejects.toThrow(
      /nginx cannot be run as user 65534, not even copied to .*root only.*TMPDIR/s,
    );
  });

  test('a folder that the user may not enter is told so', async () => {
    const nginx = await installed();
    await chmod(folder, 0o700);
    await expect(nginxForUser(nginx, { user, folder: places.run })).rejects.toThrow(
      /EACCES.*TMPDIR/s,
    );
  });
});
