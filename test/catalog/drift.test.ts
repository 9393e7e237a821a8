import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acceptsArguments,
  type Context,
  type DirectiveForm,
  directiveIn,
  formsOf,
  isAllowed,
  measuredNames,
} from '../../src/nginx/catalog/index.ts';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { askNginx, FRONTS, type Question, type Verdict } from './probe.ts';

const QUESTIONS = 150;
const CONTEXTS = Object.keys(FRONTS) as Context[];
const found = await candidates();

// The catalogue was measured from these programs; here a sample of it is asked again.
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
      const differences: string[] = [];
      const verdicts = new Set<Verdict>();
      for (const question of await sample(nginx)) {
        const said = await askNginx(nginx, prefix, question);
        const expected = expectedVerdict(question, version);
        verdicts.add(said);
        if (said !== expected) {
          differences.push(`${JSON.stringify(question)}: nginx ${said}, catalogue ${expected}`);
        }
      }
      expect(differences).toEqual([]);
      expect(verdicts, 'a sample that asks little proves little').toContain('fits');
      expect(verdicts.size).toBeGreaterThanOrEqual(4);
    });
  });
}

/** What nginx should say, in the order in which it looks (ngx_conf_handler). */
function expectedVerdict({ name, context, count, opensBlock }: Question, version: string): Verdict {
  const allowed = isAllowed(name, context, version);
  if (allowed === undefined) return 'unknown';
  if (!allowed) return 'not allowed';
  const kind = directiveIn(name, context, version)?.kind;
  const isLine = kind === 'line' || kind === 'flag';
  if (isLine && opensBlock) return 'line';
  if (!isLine && !opensBlock) return 'block missing';
  return acceptsArguments(name, count, context, version) ? 'fits' : 'arguments';
}

/** Directives of the modules that this build has; half of the questions where they are allowed. */
async function sample(nginx: NginxBinary): Promise<Question[]> {
  const random = randomNumbers(20_261_122);
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[Math.floor(random() * list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  };
  const program = await readFile(nginx.executable, 'latin1');
  const isBuiltIn = ({ module }: DirectiveForm): boolean => program.includes(`\0${module}\0`);
  const names = measuredNames().filter((name) => {
    const forms = formsOf(name).filter(({ contexts }) => contexts.some((one) => one in FRONTS));
    return forms.length > 0 && forms.every(isBuiltIn);
  });
  return Array.from({ length: QUESTIONS }, () => {
    const name = pick(names);
    const ownContexts = formsOf(name).flatMap(({ contexts }) => contexts);
    const context = pick(random() < 0.5 ? CONTEXTS : ownContexts.filter((one) => one in FRONTS));
    const isBlock = formsOf(name).some(({ kind }) => kind !== 'line' && kind !== 'flag');
    // A brace where none belongs is asked about now and then.
    const opensBlock = isBlock !== random() < 0.1;
    return { name, context, count: Math.floor(random() * 4), opensBlock };
  });
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
