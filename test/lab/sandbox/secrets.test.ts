import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Proven, prove } from '../../../src/verbs/prove.ts';
import { newestNginx } from '../../nginx-versions.ts';

const newest = (await newestNginx())?.version;
const SECRET = 'c7d2-nobody-may-see-this';

describe.skipIf(newest === undefined)(
  `what a configuration includes${newest === undefined ? ' (skipped: no nginx)' : ''}`,
  () => {
    let world = '';
    beforeAll(async () => {
      world = await realpath(await mkdtemp(join(tmpdir(), 'fairlead-secrets-')));
      for (const name of ['site', 'site/snippets', 'closed', 'open'])
        await mkdir(join(world, name));
      const write = (name: string, text: string, mode: number): Promise<void> =>
        writeFile(join(world, name), text, { mode });
      await write('closed/behind-a-door.conf', `${SECRET};`, 0o644);
      await chmod(join(world, 'closed'), 0o700);
      await write('open/key.conf', `${SECRET};`, 0o600);
      await write('open/shared.conf', 'proxy_read_timeout 77s;', 0o644);
      await write('open/broken.conf', `${SECRET} on;`, 0o644);
      await write('site/snippets/own.conf', 'proxy_send_timeout 66s;', 0o600);
      await symlink(join(world, 'open/key.conf'), join(world, 'site/snippets/link.conf'));
    });
    afterAll(() => rm(world, { recursive: true, force: true }));

    async function proveIncluding(path: string): Promise<Proven> {
      const file = join(world, 'site/nginx.conf');
      await writeFile(
        file,
        `events {} http { include ${path}; server { listen 80; location / { proxy_pass http://127.0.0.1:1; } } }`,
      );
      return prove({ path: file, urls: ['ws://app.example.com/'], nginx: newest });
    }

    test.each([
      '../open/key.conf',
      '../closed/behind-a-door.conf',
      'snippets/link.conf',
      'snippets/l*.conf',
    ])('%s is neither copied nor quoted, and that is said', async (path) => {
      const proven = await proveIncluding(path);
      const { changes, unkept, proofs } = proven;
      expect(JSON.stringify({ unkept, proofs })).not.toContain(SECRET);
      expect(Buffer.from(changes).toString()).not.toContain(SECRET);
      expect(unkept[0]?.notes.map(({ text }) => text)).toEqual([
        expect.stringMatching(/^Left out of the sandbox: .*not everybody may read it/),
      ]);
    });

    test.each(['../open/shared.conf', 'snippets/own.conf'])('%s is read', async (path) => {
      const { unkept, proofs } = await proveIncluding(path);
      expect(unkept[0]?.notes).toEqual([]);
      expect(proofs[0]?.checks[0]).toMatchObject({ check: 'config-valid', outcome: 'holds' });
    });

    test('what nginx says of a broken file outside has none of its text', async () => {
      const { proofs } = await proveIncluding('../open/broken.conf');
      const { evidence } = proofs[0]?.checks[0] ?? {};
      expect(proofs[0]?.checks[0]).toMatchObject({ check: 'config-valid', outcome: 'fails' });
      expect(evidence).not.toContain(SECRET);
    });
  },
);
