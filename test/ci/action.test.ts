import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { packageVersion } from '../../src/cli/version.ts';
import type { Ended } from '../cli/running-fairlead.ts';
import { type Workshop, test as workshopTest } from '../cli/workshop.ts';
import { flagsOf } from './cli-flags.ts';
import { BROKEN, RIGHT } from './configurations.ts';
import { runWithStub } from './stub-npx.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default?: string }>
  >;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const text = await readFile(new URL('../../action.yml', import.meta.url), 'utf8');
const action = parse(text) as Action;
const { inputs, runs } = action;
const step = runs.steps.find(({ run }) => run !== undefined);
const script = step?.run ?? '';

describe('action.yml', () => {
  test('is a composite action, whose script runs in bash', () => {
    expect(runs.using).toBe('composite');
    expect(step?.shell).toBe('bash');
    expect(runs.steps.flatMap(({ uses }) => uses ?? [])).toEqual([
      expect.stringMatching(/^actions\/setup-node@v\d+$/),
      expect.stringMatching(/^github\/codeql-action\/upload-sarif@v\d+$/),
    ]);
  });

  test('uses every input that it has, and none that it has not', () => {
    const used = text.matchAll(/\binputs\.([a-z-]+)/g);
    expect([...new Set([...used].map(([, name]) => name))].sort()).toEqual(
      Object.keys(inputs).sort(),
    );
    expect(Object.values(inputs).filter(({ description }) => !description)).toEqual([]);
  });

  test('puts no input into the text of its script', () => {
    expect(script).not.toContain('${{');
    const known = Object.keys(step?.env ?? {});
    const read = [...script.matchAll(/\$\{?(INPUT_[A-Z_]+)/g)].map(([, name]) => name);
    expect([...new Set(read)].sort()).toEqual(known.toSorted());
  });

  test('takes the version that it is released with', () => {
    expect(inputs['version']?.default).toBe(packageVersion());
  });

  test.each(['prove', 'check'])('every flag is one of %s', async (verb) => {
    const known = await flagsOf(verb);
    const flags = (script.match(/--[a-z][a-z-]*/g) ?? []).filter((flag) => flag !== '--yes');
    expect(flags.length).toBeGreaterThan(8);
    expect(flags.filter((flag) => !known.has(flag))).toEqual([]);
  });
});

/** Runs the script as the runner would, with the defaults of the inputs. */
async function run(workshop: Workshop, given: Readonly<Record<string, string>>): Promise<Ended> {
  const variables = Object.entries(step?.env ?? {}).map(([name, expression]) => {
    const input = /inputs\.([a-z-]+)/.exec(expression)?.[1] ?? '';
    return [name, given[input] ?? inputs[input]?.default ?? ''];
  });
  // As GitHub documents it for `shell: bash`.
  const command = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', script] as const;
  return runWithStub(workshop, command, Object.fromEntries(variables));
}

describe('the script', () => {
  workshopTest('annotates the lines of a broken configuration', async ({ workshop }) => {
    await workshop.write('nginx.conf', BROKEN);
    const given = {
      verb: 'check',
      conf: 'nginx.conf',
      only: 'upgrade-headers',
      sarif: 'out.sarif',
    };
    const { status, stdout, stderr } = await run(workshop, given);
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: expect.stringMatching(/^::error file=nginx\.conf,line=4,[^\n]*\n$/),
    });
    expect(stderr).toContain(`npx --yes fairlead@${packageVersion()}\n`);
    const sarif = JSON.parse(await readFile(join(workshop.folder, 'out.sarif'), 'utf8'));
    expect(sarif.runs[0].results).toMatchObject([{ ruleId: 'upgrade-headers', level: 'error' }]);
  });

  workshopTest('proves with all that is told', async ({ workshop }) => {
    await workshop.write('nginx.conf', RIGHT);
    const { status, stdout } = await run(workshop, {
      conf: 'nginx.conf',
      url: 'ws://a.test/ws/\nws://b.test/ws/',
      heartbeat: '25s',
      hop: 'alb,60s',
      tunnels: '10',
      'nodes-need-session': 'true',
      only: 'upgrade-headers\nconfig-valid',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  workshopTest('takes no input for anything else than a value', async ({ workshop }) => {
    await workshop.write('nginx.conf', BROKEN);
    const url = '$(touch injected); `touch injected`';
    const { status } = await run(workshop, { verb: 'check', conf: 'nginx.conf', url });
    expect(status).toBe(2);
    await expect(readFile(join(workshop.folder, 'injected'))).rejects.toThrow('ENOENT');
  });

  workshopTest('refuses another verb', async ({ workshop }) => {
    const { status, stdout } = await run(workshop, { verb: 'up', conf: 'nginx.conf' });
    expect({ status, stdout }).toEqual({
      status: 2,
      stdout: '::error title=fairlead::verb: got up; expected prove or check.\n',
    });
  });
});
