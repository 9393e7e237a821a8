import { describe, expect, onTestFinished, test } from 'vitest';
import { compilePcre, type PcreRegex } from '../../src/nginx/model/regex/index.ts';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { type AnsweringNginx, accepts, quoted, startAnswering } from './answering-nginx.ts';
import { FIRST_PCRE_CASES, INVALID_PATTERNS, PCRE_CASES, type PcreCase } from './pcre-cases.ts';
import { randomCases } from './random-pcre.ts';

const ROUNDS = Number(process.env['FAIRLEAD_REGEXES'] ?? 400);
const SEED = Number(process.env['FAIRLEAD_SEED'] ?? 1);

/** Between what was captured. */
const MARK = '\x01';
/** nginx keeps no more by number. */
const NUMBERED = 9;

/** A case with what we make of its pattern. */
interface Compiled extends PcreCase {
  readonly regex: PcreRegex;
}

/** The cases that we can tell. nginx reads its configuration as bytes, and so do we. */
function compiled(cases: readonly PcreCase[]): Compiled[] {
  return cases.flatMap((one) => {
    const pattern = Buffer.from(one.pattern).toString('latin1');
    const regex = compilePcre(pattern, { caseless: one.caseless ?? false });
    return regex.kind === 'regex' ? [{ ...one, regex }] : [];
  });
}

/** A location for each case, which answers with the captures of what follows its number. */
function locations(cases: readonly Compiled[]): string {
  const each = cases.map(({ pattern, caseless, regex }, index) => {
    const numbered = Array.from({ length: NUMBERED }, (_, group) => `$${group + 1}`);
    const named = [...regex.names.keys()].map((name) => `\${${name}}`);
    const answer = quoted(['yes', ...numbered, ...named].join(MARK));
    return `location /${index}/ {
      if ($subject ~${caseless ? '*' : ''} ${quoted(pattern)}) { return 200 ${answer}; }
      return 200 no;
    }`;
  });
  const subject = 'if ($uri ~ "^/[0-9]+/(?<subject>(?s:.*))$") { set $kept $subject; }';
  return `merge_slashes off; ${subject}\n${each.join('\n')}`;
}

/** What we would answer there; undefined for a capture that we cannot tell. */
function answerOf({ regex }: Compiled, subject: string): (string | undefined)[] {
  const found = regex.exec(subject);
  if (!found) return ['no'];
  const text = (group: number): string | undefined =>
    found.unsure.has(group) ? undefined : (found.groups[group] ?? '');
  const numbered = Array.from({ length: NUMBERED }, (_, group) => text(group + 1));
  return ['yes', ...numbered, ...[...regex.names.values()].map(text)];
}

function escaped(subject: string): string {
  return subject.replace(
    /[^A-Za-z0-9]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** What differs between nginx and us, and how many of our answers are not whole. */
interface Comparison {
  readonly differences: readonly string[];
  readonly asked: number;
  readonly untold: number;
}

async function compare(cases: readonly Compiled[], nginx: AnsweringNginx): Promise<Comparison> {
  const differences: string[] = [];
  let asked = 0;
  let untold = 0;
  for (const [index, one] of cases.entries()) {
    for (const subject of one.subjects) {
      const { body } = await nginx.ask(`/${index}/${escaped(subject)}`);
      const theirs = body.split(MARK);
      const ours = answerOf(one, subject);
      asked += 1;
      if (ours.includes(undefined)) untold += 1;
      const agrees =
        theirs.length === ours.length &&
        ours.every((text, at) => text === undefined || text === theirs[at]);
      const { pattern, caseless } = one;
      if (!agrees) differences.push(JSON.stringify({ pattern, caseless, subject, theirs, ours }));
    }
  }
  return { differences, asked, untold };
}

describe.each(await candidates())('$version', (candidate) => {
  const nginx = candidate.nginx as NginxBinary;

  describe.skipIf(!candidate.nginx)(titleOf(candidate), () => {
    test('patterns match and capture as in nginx', async () => {
      const written = [...PCRE_CASES, ...(candidate.version === '1.18.0' ? FIRST_PCRE_CASES : [])];
      const cases = compiled(written);
      expect(cases).toHaveLength(written.length);
      const all = [...cases, ...compiled(randomCases(ROUNDS, SEED))];
      const answering = await startAnswering(nginx, () => ({ server: locations(all) }));
      onTestFinished(() => answering.stop());
      const { differences, asked, untold } = await compare(all, answering);
      expect(differences.join('\n')).toBe('');
      // What cannot be told agrees with anything; random patterns are far odder than written ones.
      expect(untold / asked).toBeLessThan(0.06);
    });

    test('what we call invalid, nginx refuses', async () => {
      const verdicts = INVALID_PATTERNS.map(
        (pattern) => compilePcre(Buffer.from(pattern).toString('latin1'), { caseless: false }).kind,
      );
      expect(verdicts).toEqual(INVALID_PATTERNS.map(() => 'invalid'));
      const servers = INVALID_PATTERNS.map((pattern) => `location ~ ${quoted(pattern)} { }`);
      const taken = await accepts(nginx, ['location ~ a { }', ...servers]);
      expect(taken).toEqual([true, ...INVALID_PATTERNS.map(() => false)]);
    });
  });
});
