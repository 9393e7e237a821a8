import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context, VariableFamily } from '../../src/nginx/catalog/index.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { dynamicModules } from './dynamic-modules.ts';
import { ACCEPTED, type Asked, askNginx, END, FRONTS, firstError, type Verdict } from './probe.ts';
import { drawQuestions, expectedVerdict, type Source } from './questions.ts';
import { variableLists } from './variable-lists.ts';
import { defaultsAsText } from './written-defaults.ts';

const QUESTIONS = 150;
const MODULE_QUESTIONS = 80;
/** The version whose dynamic modules are asked; others would show little more, and cost a download. */
const WITH_MODULES = '1.26.3';
const MODULE_CONTEXT = /^(stream|mail)/;

const found = await candidates();

// The catalogue was measured from these programs; here a part of it is asked again.
for (const candidate of found) {
  const { version, nginx } = candidate;
  describe.skipIf(!nginx)(titleOf(candidate), () => {
    let prefix = '';
    beforeAll(async () => {
      prefix = await mkdtemp(join(tmpdir(), 'fairlead-catalog-'));
    });
    afterAll(() => rm(prefix, { recursive: true, force: true }));

    test(`${QUESTIONS} random questions are answered as the catalogue says`, async () => {
      if (!nginx) return;
      const program = await readFile(nginx.executable, 'latin1');
      const contexts = contextsOf((context) => !MODULE_CONTEXT.test(context));
      const has = (module: string): boolean => program.includes(`\0${module}\0`);
      const asked = { nginx, prefix, modules: [] };
      await compare(asked, version, { count: QUESTIONS, has, contexts });
    });

    test('variables are known, settable and unknown as the catalogue says', async () => {
      if (!nginx) return;
      const program = await readFile(nginx.executable, 'latin1');
      await compareVariables({ nginx, prefix, modules: [] }, version, 'http', program);
    });

    test('defaults are accepted where they are written out', async () => {
      if (!nginx) return;
      const program = await readFile(nginx.executable, 'latin1');
      const { text, count } = defaultsAsText(version, (module) =>
        program.includes(`\0${module}\0`),
      );
      expect(count).toBeGreaterThan(200);
      expect(await firstError({ nginx, prefix, modules: [] }, `${text}${END}`)).toBe(ACCEPTED);
    });

    if (version !== WITH_MODULES) return;
    const title = `${MODULE_QUESTIONS} questions about dynamic modules, and their variables`;
    test(title, async ({ skip }) => {
      if (!nginx) return;
      const modules = await dynamicModules(version).catch((error: unknown) => String(error));
      if (typeof modules === 'string') return skip(modules);
      const program = await readFile(nginx.executable, 'latin1');
      const loaded = await Promise.all(modules.map((file) => readFile(file, 'latin1')));
      const about = (module: string): boolean =>
        loaded.some((file) => file.includes(`\0${module}\0`));
      const has = (module: string): boolean => about(module) || program.includes(`\0${module}\0`);
      const asked = { nginx, prefix, modules };
      const contexts = contextsOf(() => true);
      await compare(asked, version, { count: MODULE_QUESTIONS, has, about, contexts });
      await compareVariables(asked, version, 'stream', loaded.join(''));
    });
  });
}

function contextsOf(isWanted: (context: Context) => boolean): Context[] {
  return (Object.keys(FRONTS) as Context[]).filter(isWanted);
}

async function compare(asked: Asked, version: string, source: Source): Promise<void> {
  const differences: string[] = [];
  const verdicts = new Set<Verdict>();
  for (const question of drawQuestions(source)) {
    const said = await askNginx(asked, question);
    const expected = expectedVerdict(question, version);
    verdicts.add(said);
    if (said !== expected) {
      differences.push(`${JSON.stringify(question)}: nginx ${said}, catalogue ${expected}`);
    }
  }
  expect(differences).toEqual([]);
  expect(verdicts, 'a sample that asks little proves little').toContain('fits');
  expect(verdicts.size).toBeGreaterThanOrEqual(4);
}

async function compareVariables(
  asked: Asked,
  version: string,
  family: VariableFamily,
  program: string,
): Promise<void> {
  const { known, unknown, settable, fixed } = variableLists(family, version, program);
  const format = (names: readonly string[]): string =>
    `${family} {\nlog_format p "${names.map((name) => `\${${name}}`).join(' ')}";\n}\n${END}`;
  expect(known.length).toBeGreaterThan(30);
  expect(await firstError(asked, format(known))).toBe(ACCEPTED);
  for (const name of unknown) {
    expect(await firstError(asked, format([name]))).toBe(`unknown "${name}" variable`);
  }
  // What may be set cannot be asked in stream, whose `set` takes new names only.
  if (family === 'stream') return;
  const set = (names: readonly string[]): string =>
    `http {\nserver {\n${names.map((name) => `set $${name} 1;\n`).join('')}${END}`;
  expect(settable.length).toBeGreaterThan(5);
  expect(await firstError(asked, set(settable))).toBe(ACCEPTED);
  for (const name of fixed.slice(0, 10)) {
    expect(await firstError(asked, set([name]))).toBe(`the duplicate "${name}" variable`);
  }
}
