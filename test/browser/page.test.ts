import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { freePort } from '../../src/nginx/process/free-port.ts';
import { RunningFairlead } from '../cli/running-fairlead.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { pageSuite, type ServedPage } from './page-suite.ts';

/** The page as a user gets it: `fairlead up`, a real nginx, https and wss. */
async function serve(version: string, scheme: 'https' | 'http'): Promise<ServedPage> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-page-'));
  const ports = { https: await freePort(), http: await freePort() };
  const listen = [
    '--listen',
    `127.0.0.1:${ports.https}`,
    '--listen-http',
    `127.0.0.1:${ports.http}`,
  ];
  const up = new RunningFairlead(['up', '--nginx', version, ...listen], {
    folder,
    environment: process.env,
  });
  await up.says(/\d+ hold/);
  return {
    url: `${scheme}://localhost:${ports[scheme]}`,
    close: async () => {
      await up.end();
      await rm(folder, { recursive: true });
    },
  };
}

const found = await candidates();
for (const candidate of found) {
  const name = `wss through ${titleOf(candidate)}`;
  if (candidate.nginx) pageSuite(name, () => serve(candidate.version, 'https'));
  else describe(name, () => test.skip('not at hand'));
}

const here = found.find(({ nginx }) => nginx);
if (here) pageSuite(`ws through nginx ${here.version}`, () => serve(here.version, 'http'));
