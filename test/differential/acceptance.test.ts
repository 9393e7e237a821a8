import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { measuredNames } from '../../src/nginx/catalog/directive-form.ts';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { mutate, seededRandom } from './mutate.ts';
import { compare, nginxVerdict, ourVerdict } from './verdicts.ts';

const CASES = fileURLToPath(new URL('../../../shared/cases/', import.meta.url));
/** `npm run differential` asks for many more, from a seed of its own. */
const MUTATIONS = Number(process.env['FAIRLEAD_MUTATIONS'] ?? 250);
const SEED = Number(process.env['FAIRLEAD_SEED'] ?? 1);

/** Folders with a valid `nginx.conf` each, ready to be changed. */
async function seeds(root: string, nginx: NginxBinary): Promise<string[]> {
  const folders: string[] = [];
  for (const { id, good } of checks) {
    const folder = join(root, `check-${id}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'nginx.conf'), good);
    folders.push(folder);
  }
  for (const name of existsSync(CASES) ? readdirSync(CASES) : []) {
    const folder = join(root, name);
    await cp(join(CASES, name), folder, { recursive: true });
    folders.push(folder);
  }
  await Promise.all(folders.map((folder) => settle(folder, nginx)));
  return folders;
}

/** Has a configuration write nothing outside its folder. */
async function settle(folder: string, { configureArguments }: NginxBinary): Promise<void> {
  const file = join(folder, 'nginx.conf');
  const text = await readFile(file, 'latin1');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .filter((module) => !configureArguments.includes(`--without-http_${module}_module`))
    .map((module) => `${module}_temp_path temp/${module};`);
  const own = ['access_log off;', ...temporary].join(' ');
  const settled = text
    .replace(/http\s*\{/, (head) => `${head}\n    ${own}`)
    .replaceAll('/etc/nginx/mime.types', 'mime.types');
  await writeFile(file, `pid nginx.pid;\nerror_log logs/error.log;\n${settled}`, 'latin1');
  await writeFile(join(folder, 'mime.types'), 'types { text/html html; }\n');
  for (const name of ['logs', 'temp']) await mkdir(join(folder, name), { recursive: true });
}

/** Those that this nginx accepts as they are; where it does not, nothing is learnt from changing them. */
async function accepted(nginx: NginxBinary, folders: readonly string[]): Promise<string[]> {
  const good: string[] = [];
  for (const folder of folders) {
    if ((await nginxVerdict(nginx, folder)) === undefined) good.push(folder);
  }
  return good;
}

const found = await candidates();
let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fairlead-differential-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe.each(found)('$version', (candidate) => {
  const { nginx, version } = candidate;

  test.skipIf(!nginx)(`${titleOf(candidate)} and we agree on what is accepted`, async () => {
    if (!nginx) return;
    const random = seededRandom(SEED);
    const good = await accepted(nginx, await seeds(join(root, version), nginx));
    expect(good.length).toBeGreaterThan(checks.length / 2);
    for (const folder of good) expect(ourVerdict(folder, version), folder).toEqual([]);

    const names = measuredNames();
    const disagreements: string[] = [];
    const explained = new Map<string, number>();
    for (let round = 0; round < MUTATIONS; round += 1) {
      const folder = good[round % good.length] ?? '';
      const file = join(folder, 'nginx.conf');
      const original = await readFile(file, 'latin1');
      const changed = mutate(original, names, random);
      await writeFile(file, changed, 'latin1');
      const theirs = await nginxVerdict(nginx, folder);
      const difference = compare(ourVerdict(folder, version), theirs);
      await writeFile(file, original, 'latin1');
      if (difference?.explained) {
        explained.set(difference.why, (explained.get(difference.why) ?? 0) + 1);
      } else if (difference) disagreements.push(`${difference.why}\n${excerpt(original, changed)}`);
    }
    // None is silent: what is explained is listed with its reason, what is not fails.
    for (const [why, times] of explained) console.info(`${version}: ${times} × ${why}`);
    expect(disagreements.join('\n\n')).toBe('');
  });
});

/** The place where a text was changed. */
function excerpt(original: string, changed: string): string {
  let at = 0;
  while (at < changed.length && original[at] === changed[at]) at += 1;
  return changed.slice(Math.max(0, at - 60), at + 60);
}
