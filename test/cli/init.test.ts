import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { testConfiguration } from '../../src/nginx/process/index.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { test } from './workshop.ts';

const PUBLISHED = [
  ...['init', '--backend', '127.0.0.1:8080', '--tls', 'cert.pem,key.pem'],
  ...['--server-name', 'ws.example.com', '--path', '/ws/'],
] as const;

describe('init', () => {
  test('writes to stdout and nothing else', async ({ workshop }) => {
    const { status, stdout, stderr } = await workshop.run(PUBLISHED);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('server_name ws.example.com;');
    expect(stdout).toContain('location /ws/ {');
    expect(stdout).toMatch(new RegExp(`ssl_certificate +${join(workshop.folder, 'cert\\.pem')};`));
    expect(stdout).toContain('listen 0.0.0.0:443 ssl');
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('writes a file, and replaces one only with --force', async ({ workshop }) => {
    const file = join(workshop.folder, 'site.conf');
    const write = (...more: string[]) =>
      workshop.run([...PUBLISHED, '--nginx', '1.22.1', '--output', 'site.conf', ...more]);
    const first = await write();
    expect(first).toMatchObject({ status: 0, stdout: '' });
    expect(first.stderr).toBe(
      'site.conf is written for nginx 1.22.1. Try it: nginx -t -c "$PWD/site.conf"\n',
    );
    const text = await readFile(file, 'utf8');
    await writeFile(file, 'mine\n');
    expect(await write()).toEqual({
      status: 2,
      signal: null,
      stdout: '',
      stderr: 'fairlead: site.conf exists; it is replaced only with --force.\n',
    });
    expect(await readFile(file, 'utf8')).toBe('mine\n');
    expect(await write('--force')).toMatchObject({ status: 0, stdout: '' });
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  test('says where it cannot write', async ({ workshop }) => {
    expect(await workshop.run([...PUBLISHED, '--output', 'no/where.conf'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'fairlead: no/where.conf cannot be written (ENOENT).\n',
    });
  });

  test('wants a certificate that lasts', async ({ workshop }) => {
    const { status, stderr } = await workshop.run(['init', '--backend', '127.0.0.1:8080']);
    expect(stderr).toMatch(/^fairlead: tls: got development, expected two PEM files/);
    expect(status).toBe(2);
  });
});

/** nginx -t opens the logs and makes the folders that are named; those of the system are not ours. */
function withOwnPaths(text: string): string {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `    ${name}_temp_path temp/${name};\n`,
  );
  return (
    text
      .replaceAll('/run/nginx.pid', 'nginx.pid')
      .replaceAll('/var/log/nginx', 'logs')
      // Which account the workers get is root's to say; nginx warns anybody else.
      .replace(/^user .*;\n/m, process.getuid?.() === 0 ? '$&' : '')
      .replace('http {\n', `http {\n${temp.join('')}`)
  );
}

describe.each(await candidates())('init --nginx $version', (candidate) => {
  const { version, nginx } = candidate;

  test.skipIf(!nginx)(
    `${titleOf(candidate)} takes what is written for it`,
    async ({ workshop }) => {
      await workshop.certificate();
      const { folder } = workshop;
      const { status, stdout } = await workshop.run([
        ...PUBLISHED,
        ...['--nginx', version, '--backend', '127.0.0.1:8081', '--backend', 'unix:/run/app.sock'],
        ...['--listen', `${await workshop.port()}`, '--hop', 'alb,60s,10.0.0.0/8'],
        ...['--heartbeat', '25s', '--origin', 'https://example.com'],
      ]);
      expect(status).toBe(0);
      const text = withOwnPaths(stdout);
      for (const name of ['logs', 'temp']) await mkdir(join(folder, name));
      const file = await workshop.write('nginx.conf', text);
      if (!nginx) return;
      expect(await testConfiguration(nginx, { prefix: folder, file })).toEqual({
        ok: true,
        messages: [],
      });
      expect(text.includes('sticky cookie')).toBe(version === '1.30.6');
    },
  );
});
