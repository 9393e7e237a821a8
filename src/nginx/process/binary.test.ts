import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inspectNginx, parseNginxVersion } from './binary.ts';

describe('what nginx -V prints', () => {
  test('Debian 1.22.1', () => {
    const text = `nginx version: nginx/1.22.1
built with OpenSSL 3.0.8 7 Feb 2023 (running with OpenSSL 3.0.17 1 Jul 2025)
TLS SNI support enabled
configure arguments: --with-cc-opt='-g -O2 -fPIC -D_FORTIFY_SOURCE=2' --prefix=/usr/share/nginx --with-http_ssl_module --with-stream=dynamic
`;
    expect(parseNginxVersion(text)).toEqual({
      version: '1.22.1',
      configureArguments: [
        '--with-cc-opt=-g -O2 -fPIC -D_FORTIFY_SOURCE=2',
        '--prefix=/usr/share/nginx',
        '--with-http_ssl_module',
        '--with-stream=dynamic',
      ],
    });
  });

  test('Ubuntu names itself, 1.18.0', () => {
    const text = 'nginx version: nginx/1.18.0 (Ubuntu)\nconfigure arguments: --with-debug\n';
    expect(parseNginxVersion(text)).toEqual({
      version: '1.18.0',
      configureArguments: ['--with-debug'],
    });
  });

  test('built without any argument', () => {
    const text = 'nginx version: nginx/1.30.6\nbuilt by gcc 14.2.0\nconfigure arguments:\n';
    expect(parseNginxVersion(text)).toEqual({ version: '1.30.6', configureArguments: [] });
  });

  test.each([
    ['OpenResty counts on, its nginx does not', 'nginx version: openresty/1.21.4.1\n', '1.21.4'],
    [
      'Tengine tells both',
      'Tengine version: Tengine/2.3.3\nnginx version: nginx/1.18.0\n',
      '1.18.0',
    ],
    ['freenginx', 'freenginx version: freenginx/1.27.4\n', '1.27.4'],
  ])('%s', (_, text, version) => {
    expect(parseNginxVersion(text)?.version).toBe(version);
  });

  test('another program is no nginx', () => {
    expect(parseNginxVersion('Server version: Apache/2.4.57 (Debian)\n')).toBeUndefined();
    expect(parseNginxVersion('')).toBeUndefined();
  });
});

describe('asking a program', () => {
  let folder = '';
  let executable = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
    executable = join(folder, 'nginx');
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function program(script: string): Promise<void> {
    await writeFile(executable, `#!/bin/sh\n${script}\n`);
    await chmod(executable, 0o755);
  }

  test('modules are those built in and those at hand', async () => {
    await writeFile(join(folder, 'ngx_stream_module.so'), '');
    await program(
      `echo 'nginx version: nginx/1.26.3' >&2
      echo 'configure arguments: --modules-path=${folder} --with-http_v2_module --with-stream=dynamic' >&2`,
    );
    expect(await inspectNginx({ executable, command: [executable] }, 'path')).toMatchObject({
      version: '1.26.3',
      executable,
      command: [executable],
      origin: 'path',
      modules: ['http_v2_module', 'ngx_stream_module'],
      modulesFolder: folder,
    });
  });

  test.each([
    ['the prefix', '--prefix=/opt/nginx', 'opt/nginx/modules'],
    ['a path from the prefix', '--prefix=/opt/nginx --modules-path=mods', 'opt/nginx/mods'],
    ['nothing', '--with-debug', 'usr/local/nginx/modules'],
  ])(
    'where %s says where modules are, they are looked for there, below the root',
    async (...row) => {
      const [, said, place] = row;
      await program(
        `echo 'nginx version: nginx/1.26.3' >&2; echo 'configure arguments: ${said}' >&2`,
      );
      const how = { executable, command: [executable], root: folder };
      expect((await inspectNginx(how, 'managed')).modulesFolder).toBeUndefined();
      await mkdir(join(folder, place), { recursive: true });
      expect((await inspectNginx(how, 'managed')).modulesFolder).toBe(join(folder, place));
    },
  );

  test('a program that is no nginx is named with what it said', async () => {
    await program('echo "unknown option -V"; exit 3');
    await expect(inspectNginx({ executable, command: [executable] }, 'given')).rejects.toThrow(
      `${executable} is not a usable nginx: \`-V\` should print a version, it said "unknown option -V" (exit status 3)`,
    );
  });

  test('a program that cannot be run is named with the reason', async () => {
    await expect(inspectNginx({ executable, command: [executable] }, 'given')).rejects.toThrow(
      /nginx cannot be run: .*ENOENT/,
    );
  });
});
