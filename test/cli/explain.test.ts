import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { test } from './workshop.ts';

const MAIN = `events {}
http {
    include conf.d/*.conf;
    server { listen 80; }
}
`;
const MAP = "map $http_upgrade $connection_upgrade { default upgrade; '' ''; }\n";

async function write(folder: string, main = MAIN): Promise<void> {
  await mkdir(join(folder, 'conf.d'), { recursive: true });
  await writeFile(join(folder, 'nginx.conf'), main);
  await writeFile(join(folder, 'conf.d', 'map.conf'), MAP);
}

describe('explain', () => {
  test('--stage files names each file and who includes it', async ({ workshop }) => {
    await write(workshop.folder);
    expect(await workshop.run(['explain', '.', '--stage', 'files'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: [
        'nginx.conf            6 lines       5 directives',
        'conf.d/map.conf       2 lines       3 directives  nginx.conf:3\n',
      ].join('\n'),
    });
  });

  test('--stage tree puts what is included where it is included', async ({ workshop }) => {
    await write(workshop.folder);
    const { status, stdout } = await workshop.run(['explain', 'nginx.conf', '--stage', 'tree']);
    expect({ status, lines: stdout.split('\n').map((line) => line.trimEnd()) }).toEqual({
      status: 0,
      lines: [
        'nginx.conf:1           events {',
        'nginx.conf:2           http {',
        'conf.d/map.conf:1        map $http_upgrade $connection_upgrade {',
        'conf.d/map.conf:1          default upgrade',
        "conf.d/map.conf:1          '' ''",
        'nginx.conf:4             server {',
        'nginx.conf:4               listen 80',
        '',
      ],
    });
  });

  test('--stage tokens loses no character', async ({ workshop }) => {
    await write(workshop.folder);
    const { stdout } = await workshop.run(['explain', 'conf.d/map.conf', '--stage', 'tokens']);
    const texts = stdout
      .split('\n')
      .flatMap((line) => /^ +\d+:\d+ .*?(".*")$/.exec(line)?.[1] ?? []);
    expect(texts.map((text) => JSON.parse(text)).join('')).toBe(MAP);
  });

  test('what nginx -T prints is read as the files in it', async ({ workshop }) => {
    const dump = `# configuration file /etc/nginx/nginx.conf:\n${MAIN}\n# configuration file /etc/nginx/conf.d/map.conf:\n${MAP}\n`;
    await writeFile(join(workshop.folder, 'dump'), dump);
    const { status, stdout } = await workshop.run(['explain', 'dump', '--stage', 'files']);
    expect({ status, stdout }).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('conf.d/map.conf'),
    });
  });

  test('a mistake is told with its place, and with status 1', async ({ workshop }) => {
    await write(workshop.folder, 'events {}\nhttp {\n    root /a\n}\n');
    const { status, stderr } = await workshop.run(['explain', '.', '--stage', 'tree']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error nginx\.conf:3:\d+ {2}.*";"/);
  });

  test('a file that is not there is told, with status 2', async ({ workshop }) => {
    const { status, stdout, stderr } = await workshop.run(['explain', 'x.conf', '--stage', 'tree']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('x.conf');
  });
});
