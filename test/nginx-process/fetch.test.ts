import { execFile } from 'node:child_process';
import { access, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CacheFolderError,
  cacheFolder,
  type Environment,
  fetchNginx,
  findNginx,
  listNginx,
} from '../../src/nginx/process/index.ts';
import { candidates, titleOf } from '../nginx-versions.ts';

const run = promisify(execFile);
const found = await candidates();
const isAnyHere = found.some(({ nginx }) => nginx);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe.each(found)('$version', (candidate) => {
  const { version, nginx } = candidate;

  test.skipIf(!nginx)(`${titleOf(candidate)} runs by its own loader`, async () => {
    expect(nginx).toMatchObject({ version, origin: 'managed' });
    expect(nginx?.executable).toBe(
      join(cacheFolder(process.env), 'nginx', version, 'root/usr/sbin/nginx'),
    );
    expect(nginx?.command[0]).toMatch(/\/root\/.*\/ld-linux[^/]*\.so\.\d$/);
    expect(nginx?.modulesFolder).toBe(
      join(cacheFolder(process.env), 'nginx', version, 'root/usr/lib/nginx/modules'),
    );
    for (const module of [
      'ngx_stream_module',
      'http_ssl_module',
      'http_realip_module',
      'http_stub_status_module',
    ]) {
      expect(nginx?.modules).toContain(module);
    }
    await expect(
      access(join(cacheFolder(process.env), 'nginx', version, 'apt.conf')),
    ).rejects.toThrow();
  });

  test.skipIf(!nginx)(`${titleOf(candidate)} is found by its version`, async () => {
    const environment = { ...process.env, FAIRLEAD_NGINX: undefined };
    expect((await findNginx({ wanted: version, environment }))?.version).toBe(version);
    const { executable = '' } = nginx ?? {};
    expect(await findNginx({ wanted: executable, environment })).toEqual(nginx);
    const byVariable = await findNginx({
      environment: { ...environment, FAIRLEAD_NGINX: version },
    });
    expect(byVariable?.version).toBe(version);
    expect((await listNginx(environment)).map((other) => other.version)).toContain(version);
  });

  test.skipIf(!nginx)(`${titleOf(candidate)} is not fetched twice`, async () => {
    const lines: string[] = [];
    const onProgress = (line: string): void => {
      lines.push(line);
    };
    expect(await fetchNginx({ wanted: version, environment: process.env, onProgress })).toEqual(
      nginx,
    );
    expect(lines).toEqual([]);
  });
});

describe('finding', () => {
  test('copies are found newest first where nothing is installed', async () => {
    const here = found.filter(({ nginx }) => nginx).map(({ version }) => version);
    const managed = (await listNginx({ ...process.env, PATH: '' })).filter(
      ({ origin }) => origin === 'managed',
    );
    const versions = managed.map(({ version }) => version);
    expect(versions.filter((version) => here.includes(version))).toEqual(here.reverse());
  });

  test('PATH comes before copies, and FAIRLEAD_NGINX before PATH', async () => {
    const fake = async (name: string, version: string): Promise<string> => {
      const file = join(folder, name, 'nginx');
      await mkdir(join(folder, name));
      await writeFile(file, `#!/bin/sh\necho 'nginx version: nginx/${version}' >&2\n`, {
        mode: 0o755,
      });
      return file;
    };
    await fake('path', '1.99.1');
    const named = await fake('named', '1.99.2');
    const environment = { ...process.env, PATH: join(folder, 'path'), FAIRLEAD_NGINX: undefined };
    expect(await findNginx({ environment })).toMatchObject({ version: '1.99.1', origin: 'path' });
    const both = { ...environment, FAIRLEAD_NGINX: named };
    expect(await findNginx({ environment: both })).toMatchObject({
      version: '1.99.2',
      origin: 'environment',
    });
    expect(await findNginx({ wanted: '1.99.1', environment: both })).toMatchObject({
      version: '1.99.1',
    });
  });

  test('a version that is not here is an error that says how to get it', async () => {
    await expect(findNginx({ wanted: '1.2.3', environment: process.env })).rejects.toThrow(
      /No nginx 1\.2\.3 was found.*PATH.*\/usr\/sbin\/nginx.*`fairlead nginx fetch 1\.2\.3`/,
    );
  });

  test('a path that is not there is an error that names it', async () => {
    const wanted = join(folder, 'nginx');
    await expect(findNginx({ wanted, environment: process.env })).rejects.toThrow(
      `The nginx "${wanted}" is not there: ${wanted} is no executable file`,
    );
    const environment = { ...process.env, FAIRLEAD_NGINX: wanted };
    await expect(findNginx({ environment })).rejects.toThrow(/that FAIRLEAD_NGINX names/);
  });

  test('nothing anywhere is no error', async () => {
    const environment = { PATH: '', XDG_CACHE_HOME: folder };
    const nginx = await findNginx({ environment });
    // Where nginx is installed in a usual place, that is what is found.
    expect([undefined, 'usual place']).toContain(nginx?.origin);
  });
});

describe('fetching fails', () => {
  test('without apt, with a sentence on how to install nginx', async () => {
    const environment = { PATH: '', XDG_CACHE_HOME: folder };
    await expect(fetchNginx({ environment })).rejects.toThrow(/Install nginx with /);
    expect(await readdir(folder)).toEqual([]);
  });

  test.skipIf(!isAnyHere)(
    'for a version that no suite has, with what they have (needs an archive)',
    async () => {
      const environment = { ...process.env, XDG_CACHE_HOME: folder };
      const fetched = fetchNginx({ wanted: '1.2.3', environment });
      await expect(fetched).rejects.toThrow(/nginx 1\.2\.3 cannot be had.*\(1\.\d+\.\d+\)/);
      expect(await readdir(join(folder, 'fairlead/nginx'))).toEqual([]);
    },
    60_000,
  );

  test('for what is neither a version nor a suite', async () => {
    const environment = { ...process.env, XDG_CACHE_HOME: folder };
    await expect(fetchNginx({ wanted: '../sid', environment })).rejects.toThrow(
      /neither a version/,
    );
  });

  test.skipIf(!isAnyHere)('below a file instead of a folder (needs an archive)', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const environment = { ...process.env, XDG_CACHE_HOME: file };
    const error = await fetchNginx({ environment }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(CacheFolderError);
    expect(error).toMatchObject({ folder: join(file, 'fairlead'), code: 'ENOTDIR' });
  });
});

describe('a cache on a file system of its own', () => {
  let isMounted = false;
  beforeEach(async ({ skip }) => {
    if (!isAnyHere) skip('there is no archive to fetch from');
    isMounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]).then(
      () => true,
      () => false,
    );
    if (!isMounted) skip('a file system cannot be mounted here');
  });
  afterEach(async () => {
    if (isMounted) await run('umount', [folder]);
  });

  test('that is full is told so, and nothing is left', async () => {
    const environment = { ...process.env, XDG_CACHE_HOME: folder };
    const error = await fetchNginx({ environment }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ folder: join(folder, 'fairlead'), code: 'ENOSPC' });
    expect(String(error)).toContain('XDG_CACHE_HOME');
    expect(await readdir(join(folder, 'fairlead/nginx'))).toEqual([]);
  }, 60_000);

  test('that is read-only is told so', async () => {
    await run('mount', ['-o', 'remount,ro', folder]);
    const environment = { ...process.env, XDG_CACHE_HOME: folder };
    const error = await fetchNginx({ environment }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ folder: join(folder, 'fairlead'), code: 'EROFS' });
  });
});

describe.skipIf(!isAnyHere)(
  'a copy that was fetched before modules were (needs an archive)',
  () => {
    const { version = '', nginx } = found.find((candidate) => candidate.nginx) ?? {};
    let environment: Environment;
    let copy = '';
    beforeEach(async () => {
      environment = { ...process.env, XDG_CACHE_HOME: folder };
      copy = join(cacheFolder(environment), 'nginx', version);
      const here = join(cacheFolder(process.env), 'nginx', version);
      await cp(here, copy, { recursive: true, verbatimSymlinks: true });
      await rm(join(copy, 'module.stream'));
      await rm(join(copy, 'root/usr/lib/nginx'), { recursive: true });
    });

    test('is replaced by one that has them', async () => {
      const fetched = await fetchNginx({ wanted: version, environment });
      expect(fetched.modulesFolder).toBe(join(copy, 'root/usr/lib/nginx/modules'));
      expect(fetched.modules).toEqual(nginx?.modules);
      expect(await readdir(join(folder, 'fairlead/nginx'))).toEqual([version]);
      expect(await readdir(copy)).toContain('module.stream');
    }, 60_000);

    test('stays where the archive cannot be reached, which is told', async () => {
      const lines: string[] = [];
      const onProgress = (line: string): void => {
        lines.push(line);
      };
      const withoutApt = { ...environment, PATH: '' };
      const opened = await fetchNginx({ wanted: version, environment: withoutApt, onProgress });
      expect(opened).toMatchObject({ version, modulesFolder: undefined });
      expect(lines).toEqual([
        expect.stringMatching(
          /^the copy in .* stays without modules: nginx cannot be fetched: apt-get/,
        ),
      ]);
    });
  },
);

describe.skipIf(!isAnyHere)('two fetches at once (needs an archive)', () => {
  test('give one copy, and leave nothing else', async () => {
    const environment = { ...process.env, XDG_CACHE_HOME: folder };
    const [one, two] = await Promise.all([
      fetchNginx({ environment }),
      fetchNginx({ environment }),
    ]);
    expect(two).toEqual(one);
    const { version } = one;
    expect(await readdir(join(folder, 'fairlead/nginx'))).toEqual([version]);
    const inCopy = await readdir(join(folder, 'fairlead/nginx', version));
    expect(inCopy).toEqual(['module.stream', 'root', expect.stringMatching(/^suite\.[a-z]+$/)]);
  }, 120_000);

  test('one that is given up leaves nothing', async () => {
    const environment = { ...process.env, XDG_CACHE_HOME: folder };
    const controller = new AbortController();
    const onProgress = (): void => controller.abort(new Error('given up'));
    const fetched = fetchNginx({ environment, onProgress, signal: controller.signal });
    await expect(fetched).rejects.toThrow('given up');
    expect(await readdir(join(folder, 'fairlead/nginx'))).toEqual([]);
  }, 60_000);
});
