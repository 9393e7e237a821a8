import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Proven, prove } from '../../../src/verbs/prove.ts';
import { newestNginx } from '../../nginx-versions.ts';

const newest = (await newestNginx())?.version;
const SITE = 'location / { proxy_pass http://127.0.0.1:3000; }';
/** What nobody waits longer for, on a slow machine. */
const PATIENCE_MS = 30_000;

describe.skipIf(newest === undefined)(
  `a configuration that asks for very much${newest === undefined ? ' (skipped: no nginx)' : ''}`,
  () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'fairlead-huge-'));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    async function proveSoon(http: string): Promise<Proven> {
      const path = join(folder, 'nginx.conf');
      await writeFile(path, `events {} http { ${http} }`);
      const start = performance.now();
      const proving = prove({ path, urls: ['ws://app.example.com/ws'], nginx: newest });
      try {
        return await proving;
      } finally {
        expect(performance.now() - start).toBeLessThan(PATIENCE_MS);
      }
    }

    test('a million listeners are refused before they are unfolded', async () => {
      const lines = Array.from({ length: 16 }, (_, at) => `listen 10.0.0.${at}:1-65535;`);
      await expect(proveSoon(`server { ${lines.join(' ')} ${SITE} }`)).rejects.toThrow(
        'The configuration listens on more addresses and ports than can be judged',
      );
    });

    test('a thousand listeners are more than a sandbox takes', async () => {
      await expect(proveSoon(`server { listen 1000-1999; ${SITE} }`)).rejects.toThrow(
        'The configuration listens on 1000 addresses; a sandbox takes 256.',
      );
    });

    test('a hundred thousand servers are refused', async () => {
      const server = `server { listen 80; ${SITE} }`;
      await expect(proveSoon(server.repeat(100_000))).rejects.toThrow(
        /The configuration has 100000 servers; a sandbox takes \d+/,
      );
    });

    test('a server name of a megabyte is nginx’s to refuse', async () => {
      const { proofs } = await proveSoon(
        `server { listen 80; server_name ${'a'.repeat(1_000_000)}; ${SITE} }`,
      );
      expect(proofs[0]?.checks[0]).toMatchObject({ check: 'config-valid', outcome: 'fails' });
    });

    test('zones, buckets and workers take no more than a proof needs', async () => {
      const { proofs } = await proveSoon(
        `proxy_cache_path /c keys_zone=a:100000m; limit_req_zone $uri zone=b:100000m rate=1r/s;
        variables_hash_max_size 1000000000; server_names_hash_max_size 1000000000;
        server { listen 80; ${SITE} }`,
      );
      const valid = proofs[0]?.checks.find(({ check }) => check === 'config-valid');
      expect(valid).toMatchObject({ outcome: 'holds' });
    });
  },
);
