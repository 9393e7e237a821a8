import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { packageVersion } from '../../src/cli/version.ts';
import { test as workshopTest } from '../cli/workshop.ts';
import { flagsOf } from './cli-flags.ts';
import { BROKEN, RIGHT } from './configurations.ts';
import { runWithStub } from './stub-npx.ts';

interface Hook {
  readonly id: string;
  readonly name: string;
  readonly entry: string;
  readonly language: string;
  readonly args: readonly string[];
  readonly pass_filenames: boolean;
  readonly files: string;
}

const file = new URL('../../.pre-commit-hooks.yaml', import.meta.url);
const [hook, ...others] = parse(await readFile(file, 'utf8')) as Hook[];

describe('.pre-commit-hooks.yaml', () => {
  test('has one hook, of the version that it is released with', () => {
    expect(others).toEqual([]);
    expect(hook).toMatchObject({
      id: 'fairlead-check',
      entry: `npx --yes fairlead@${packageVersion()} check`,
      language: 'system',
      pass_filenames: false,
    });
  });

  test('every flag is one of the command line', async () => {
    const known = new Set(['--yes', ...(await flagsOf('check'))]);
    const flags = [hook?.entry, ...(hook?.args ?? [])].join(' ').match(/--[a-z-]+/g) ?? [];
    expect(flags.filter((flag) => !known.has(flag))).toEqual([]);
  });

  test.each([
    ['nginx.conf', true],
    ['deploy/nginx/conf.d/app.conf', true],
    ['etc/nginx/sites-enabled/app', true],
    ['nginx/templates/default.conf.template', true],
    ['README.md', false],
    ['src/main.ts', false],
  ])('%s concerns it: %s', (path, concerns) => {
    expect(new RegExp(hook?.files ?? '').test(path)).toBe(concerns);
  });

  workshopTest('ends with the status of what is found', async ({ workshop }) => {
    const command = ['bash', '-c', `${hook?.entry} ${hook?.args.join(' ')}`] as const;
    await workshop.write('nginx.conf', BROKEN);
    expect(await runWithStub(workshop, command)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('upgrade-headers  nginx.conf:4'),
    });
    await workshop.write('nginx.conf', RIGHT);
    expect(await runWithStub(workshop, command)).toMatchObject({ status: 0 });
  });
});
