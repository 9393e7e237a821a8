import { expect, test } from 'vitest';
import {
  type CannotTell,
  type LiveCheck,
  type LiveRule,
  live,
  liveWith,
  type Problem,
} from '../checks/check.ts';
import type { AccessLogEvidence } from '../probe/evidence.ts';
import type { EvidenceSource } from '../probe/gather-evidence.ts';
import { judgeLive } from './judge-live.ts';
import { isRed } from './severity.ts';
import type { Verdict } from './verdict.ts';

const evidence: AccessLogEvidence = { upgrade: 'x', line: 'the line' };

function judge(
  rule: LiveRule,
  source: unknown = { kind: 'got', value: evidence },
): Promise<Verdict> {
  const check: LiveCheck = {
    id: 'a-check',
    severity: 'warning',
    title: '',
    why: '',
    bad: '',
    good: '',
    live: rule,
  };
  const give = (async () => {
    if (source instanceof Error) throw source;
    return source;
  }) as unknown as EvidenceSource;
  return judgeLive(check, { where: 'ws://a/', evidence: give });
}

const finds = live(['accessLog'], function* ({ accessLog }) {
  yield { message: `bad: ${accessLog.line}` };
  yield { message: 'worse', severity: 'error' };
  return 'saw it';
});

/** A rule that yields these problems and then ends so. */
function rule(problems: Problem[], end: () => string | CannotTell): LiveRule {
  return live(['accessLog'], function* () {
    yield* problems;
    return end();
  });
}

test('findings carry the severity of their check unless they have their own', async () => {
  const verdict = await judge(finds);
  expect(verdict).toMatchObject({ check: 'a-check', outcome: 'fails', evidence: 'saw it' });
  expect(verdict.findings).toMatchObject([
    {
      check: 'a-check',
      severity: 'warning',
      where: 'ws://a/',
      message: 'bad: the line',
      fix: null,
    },
    { severity: 'error', message: 'worse' },
  ]);
});

test('no finding is a check that holds', async () => {
  expect(await judge(rule([], () => 'all well'))).toMatchObject({
    outcome: 'holds',
    evidence: 'all well',
    findings: [],
  });
});

test('what was not gathered is never judged', async () => {
  expect(await judge(finds, { kind: 'skipped', why: 'an hour' })).toMatchObject({
    outcome: 'skipped',
    evidence: 'an hour',
    findings: [],
  });
  expect(await judge(finds, { kind: 'unknown', why: 'no answer' })).toMatchObject({
    outcome: 'unknown',
    evidence: 'no answer',
  });
});

test('what is only wanted is not waited for', async () => {
  const wanting = liveWith(['accessLog'], ['configTest'], function* ({ configTest }) {
    if (configTest?.ok === false) yield { message: 'refused' };
    return `nginx -t: ${configTest?.ok ?? 'not at hand'}`;
  });
  expect(await judge({ ...wanting, needs: [] }, { kind: 'skipped', why: '' })).toMatchObject({
    outcome: 'holds',
    evidence: 'nginx -t: not at hand',
  });
  expect(await judge(wanting, { kind: 'got', value: { ok: false } })).toMatchObject({
    outcome: 'fails',
    evidence: 'nginx -t: false',
  });
});

test('a rule may say that it cannot tell', async () => {
  const undecided = rule([], () => ({ cannotTell: 'half an answer' }));
  expect(await judge(undecided)).toMatchObject({ outcome: 'unknown', evidence: 'half an answer' });
});

test('an error of ours is said as such, whether a rule or a gatherer throws', async () => {
  const failing = rule([], () => {
    throw new Error('a bug');
  });
  const broken = await judge(failing);
  expect(broken.outcome).toBe('broken');
  expect(broken.evidence).toContain('a bug');
  expect((await judge(finds, new Error('no socket'))).outcome).toBe('broken');
});

test('red is an error, or what is asked for, or a bug of ours', async () => {
  const warning = rule([{ message: 'hm' }], () => '');
  expect(isRed([await judge(warning)])).toBe(false);
  expect(isRed([await judge(warning)], 'warning')).toBe(true);
  expect(isRed([await judge(finds)])).toBe(true);
  expect(isRed([await judge(finds, new Error('x'))])).toBe(true);
});
