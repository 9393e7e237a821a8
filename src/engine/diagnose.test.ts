import { describe, expect, test } from 'vitest';
import { checks } from '../checks/index.ts';
import type { FailureKind } from '../probe/failure.ts';
import { diagnose } from './diagnose.ts';
import type { DiagnosisSubject, FileEvidence, LiveAddressEvidence } from './diagnosis.ts';
import type { PlacedFinding } from './placed-finding.ts';
import type { Verdict } from './verdict.ts';

const URL_A = 'ws://a.test/ws/';
const LOST: PlacedFinding = {
  check: 'upgrade-headers',
  severity: 'error',
  ...{ file: 'nginx.conf', line: 7, column: 9 },
  where: 'location /ws/',
  message: 'The backend sees a plain GET. Set both.',
  related: [],
  fix: null,
};

function file(findings: readonly PlacedFinding[], unsure: readonly string[] = []): FileEvidence {
  return { findings, judged: checks.map(({ id }) => id), unsure };
}

function live(
  answer: number | FailureKind,
  verdicts: readonly Verdict[] = [],
  untrusted: string | null = null,
): LiveAddressEvidence {
  const [status, failure] = typeof answer === 'number' ? [answer, null] : [null, answer];
  const detail = failure === 'refused' ? 'nothing listens there' : `${answer}`;
  return {
    handshake: { status, failure, detail, location: null, ms: 1, violations: [] },
    ...{ verdicts, untrusted },
  };
}

function fails(check: string, severity: PlacedFinding['severity'] = 'error'): Verdict {
  const { where, related, fix } = LOST;
  const place = { file: null, line: null, column: null, where, related, fix };
  const finding = { ...place, check, severity, message: `It fails by ${check}. Really.` };
  return { check, outcome: 'fails', evidence: 'seen', findings: [finding] };
}

function holds(check: string): Verdict {
  return { check, outcome: 'holds', evidence: 'seen to hold', findings: [] };
}

const about = (subject: Omit<DiagnosisSubject, 'url'>) =>
  diagnose([{ url: URL_A, ...subject }], checks);
const idsOf = (list: readonly { readonly check: string | null }[]) => list.map((one) => one.check);

describe('file and live answer agree', () => {
  test('where the fault of the file explains the answer', () => {
    const diagnosis = about({ file: file([LOST]), live: live(400) });
    expect(diagnosis.agreed).toMatchObject([{ check: 'upgrade-headers', live: '400' }]);
    expect([...diagnosis.disagreed, ...diagnosis.alone]).toEqual([]);
    expect(diagnosis.cause).toBe(
      'Certain, for the file says it and the live answer (400) shows it: The backend sees a plain GET (nginx.conf:7).',
    );
  });

  test('where the file turns away who brings nothing: no fault behind that is shown', () => {
    const guard = { status: 401, line: 'auth_basic staff', place: 'nginx.conf:6' };
    const guarded = { ...file([LOST]), guard };
    const diagnosis = about({ file: guarded, live: live(401) });
    expect(diagnosis.agreed).toMatchObject([{ check: null, live: '401' }]);
    expect(diagnosis.agreed[0]?.message).toContain('auth_basic staff (nginx.conf:6)');
    expect(diagnosis.cause).toBe('Likeliest: The backend sees a plain GET (nginx.conf:7).');
    expect(about({ file: { ...file([]), guard }, live: live(401) }).cause).toBe(
      'No error was found: the file is right, and the live handshake is answered 401 by its own guard, auth_basic staff (nginx.conf:6).',
    );
    expect(idsOf(diagnosis.alone)).toEqual(['upgrade-headers']);
    expect(diagnosis.disagreed).toEqual([]);
    expect(about({ file: guarded, live: live(400) }).agreed).toMatchObject([
      { check: 'upgrade-headers' },
    ]);
  });

  test('where the same check fails in both, with the heavier severity', () => {
    const advice = { ...LOST, check: 'origin', severity: 'advice' as const };
    const diagnosis = about({
      file: file([advice]),
      live: live(101, [fails('origin', 'warning')]),
    });
    expect(diagnosis.agreed).toMatchObject([{ check: 'origin', severity: 'warning' }]);
    expect(diagnosis.cause).toContain('but the backend sees a plain GET (nginx.conf:7)');
  });

  test('where a server that was not meant hangs up, or speaks no TLS', () => {
    const astray = { ...LOST, check: 'route' };
    for (const answer of ['closed', 'tls', 404] as const) {
      expect(idsOf(about({ file: file([astray]), live: live(answer) }).agreed)).toEqual(['route']);
    }
    expect(about({ file: file([astray]), live: live(502) }).agreed).toEqual([]);
  });

  test('where nginx hangs up, and the file has a line that does so', () => {
    const demands = { ...LOST, check: 'proxy-protocol', severity: 'advice' as const };
    const diagnosis = about({ file: file([demands]), live: live('closed') });
    expect(diagnosis.agreed).toMatchObject([{ check: 'proxy-protocol', severity: 'error' }]);
    expect(diagnosis.alone).toEqual([]);
    const down = about({ file: file([demands]), live: live('refused') });
    expect(idsOf(down.alone)).toEqual([null, 'proxy-protocol']);
  });

  test('where a mere warning explains why the handshake is refused', () => {
    const asked = { ...LOST, check: 'auth', severity: 'warning' as const };
    expect(about({ file: file([asked]), live: live('closed') }).cause).toMatch(
      /^Certain, .*:7\)\.$/,
    );
    const sound = about({ file: file([asked]), live: live(101) }).cause;
    expect(sound).toMatch(/^No error .* answered 101, but the backend sees/);
  });

  test('where nothing is wrong', () => {
    expect(about({ file: file([]), live: live(101) })).toEqual({
      cause: 'No error was found: the file is right, and the live handshake is answered 101.',
      ...{ agreed: [], disagreed: [], alone: [], unseen: [] },
    });
  });
});

describe('file and live answer disagree', () => {
  test('where the file is right and the answer is not', () => {
    const diagnosis = about({ file: file([]), live: live(400) });
    expect(diagnosis.disagreed).toMatchObject([{ check: null, live: '400', finding: null }]);
    expect(diagnosis.cause).toMatch(
      /^Likeliest: The file is right, but the live answer is 400 .* not been reloaded, or another hop answers/,
    );
  });

  test('where a check that the file passes fails live', () => {
    const diagnosis = about({ file: file([]), live: live(301, [fails('handshake-redirect')]) });
    expect(idsOf(diagnosis.disagreed)).toEqual(['handshake-redirect']);
    expect(diagnosis.disagreed[0]?.message).toContain('The file is right, but');
    expect(diagnosis.alone).toEqual([]);
  });

  test('where the file is wrong and the answer is right', () => {
    const diagnosis = about({ file: file([LOST]), live: live(101) });
    expect(idsOf(diagnosis.disagreed)).toEqual(['upgrade-headers']);
    expect(diagnosis.disagreed[0]?.message).toContain('the live answer is right');
    expect(diagnosis.cause).toBe(
      'The live answer (101) does not show it, but the file says: The backend sees a plain GET (nginx.conf:7).',
    );
    const redirect = { ...LOST, check: 'handshake-redirect' };
    const mended = about({
      file: file([redirect]),
      live: live(101, [holds('handshake-redirect')]),
    });
    expect(mended.disagreed).toMatchObject([{ live: 'seen to hold' }]);
  });

  test('but not by advice, nor where the file could not tell', () => {
    const advice = { ...LOST, check: 'handshake-redirect', severity: 'advice' as const };
    const diagnosis = about({
      file: file([advice]),
      live: live(101, [holds('handshake-redirect')]),
    });
    expect(idsOf(diagnosis.alone)).toEqual(['handshake-redirect']);
    const unsure = about({ file: file([], ['upgrade-headers']), live: live(400) });
    expect(unsure.disagreed).toEqual([]);
    expect(idsOf(unsure.alone)).toEqual([null]);
    expect(unsure.unseen).toEqual(['upgrade-headers in the file: it does not tell']);
  });
});

describe('what only one can show', () => {
  test('a backend that is down is no fault of the file, nor does it hide one', () => {
    const diagnosis = about({ file: file([LOST]), live: live(502) });
    expect([diagnosis.agreed, diagnosis.disagreed]).toEqual([[], []]);
    expect(idsOf(diagnosis.alone)).toEqual([null, 'upgrade-headers']);
    expect(diagnosis.cause).toContain('answered 502 instead of 101');
  });

  test('what a server that nginx asks may answer is no contradiction', () => {
    const asks = { line: 'auth_request /auth', place: 'nginx.conf:6' };
    const behind = { ...file([]), asks };
    for (const status of [401, 403, 500]) {
      const diagnosis = about({ file: behind, live: live(status) });
      expect(diagnosis.disagreed).toEqual([]);
      expect(diagnosis.cause).toContain('auth_request /auth (nginx.conf:6)');
    }
    expect(about({ file: behind, live: live(404) }).disagreed).toHaveLength(1);
  });

  test('a backend that is not reached is named with its line', () => {
    const passing = { line: 'proxy_pass http://127.0.0.1:3000', place: 'nginx.conf:8' };
    const diagnosis = about({ file: { ...file([]), passing }, live: live(502) });
    expect(diagnosis.cause).toBe(
      `Likeliest: The handshake is answered 502 instead of 101: nginx does not reach its backend, ${passing.line} (${passing.place}), at ${URL_A}.`,
    );
    expect(about({ live: live(504) }).cause).toContain('a proxy on the way waits in vain');
  });

  test('of several warnings the likeliest is told, whatever shows it', () => {
    const host = { ...LOST, check: 'host-header', severity: 'warning' as const, line: 3 };
    const origin = { ...host, check: 'origin', line: 4 };
    const shown = live(101, [fails('origin', 'warning')]);
    expect(about({ file: file([origin, host]), live: shown }).cause).toContain('nginx.conf:3');
  });

  test('an answer that many things lead to says less than the file', () => {
    const diagnosis = about({ file: file([LOST]), live: live(500) });
    expect(idsOf(diagnosis.alone)).toEqual([null, 'upgrade-headers']);
    expect(diagnosis.cause).toBe('Likeliest: The backend sees a plain GET (nginx.conf:7).');
  });

  test('the second usual cause is told of where nothing else is wrong', () => {
    const silence = { ...LOST, check: 'idle-timeout', severity: 'advice' as const };
    const origin = { ...silence, check: 'origin' };
    const { cause } = about({ file: file([origin, silence]), live: live(101) });
    expect(cause).toContain('is answered 101, but the backend sees a plain GET (nginx.conf:7).');
    expect(about({ file: file([origin]), live: live(101) }).cause).toMatch(/answered 101\.$/);
  });

  test('a timeout that a handshake does not meet', () => {
    const timeout = { ...LOST, check: 'idle-timeout' };
    const diagnosis = about({ file: file([timeout]), live: live(101) });
    expect(idsOf(diagnosis.alone)).toEqual(['idle-timeout']);
    expect(diagnosis.cause).toMatch(/^Likeliest: .*nginx\.conf:7/);
  });

  test('a certificate that is not trusted, where the probe went on', () => {
    const untrusted = 'It is self-signed.';
    const diagnosis = about({ live: live(101, [], untrusted) });
    expect(diagnosis.alone).toMatchObject([{ check: null, severity: 'error', live: untrusted }]);
    const behind = about({ file: file([LOST]), live: live('refused', [], untrusted) });
    expect(idsOf(behind.alone)).toEqual([null, null, 'upgrade-headers']);
  });

  test('a certificate that is not trusted, where the probe ended there', () => {
    const diagnosis = about({ file: file([LOST]), live: live('tls', [], 'It is self-signed.') });
    expect(idsOf(diagnosis.alone)).toEqual([null, 'upgrade-headers']);
    expect(diagnosis.alone[0]?.message).toContain('--insecure');
    expect(diagnosis.cause).toBe(`Likeliest: It is self-signed, at ${URL_A}.`);
  });

  test('without the other kind of evidence, that is said', () => {
    const fromFile = diagnose([{ url: null, file: file([LOST]) }], checks);
    expect(fromFile.unseen).toEqual([expect.stringMatching(/^a live address/)]);
    const skipped: Verdict = { ...holds('reload'), outcome: 'skipped', evidence: 'not at hand' };
    const other: Verdict = { ...skipped, check: 'config-valid' };
    const fromOutside = about({ live: live('refused', [skipped, other]) });
    expect(fromOutside.unseen).toEqual([
      expect.stringMatching(/^the configuration/),
      'reload, config-valid live: not at hand',
    ]);
    expect(fromOutside.cause).toContain('nothing listens there');
  });

  test('a line that several URLs meet is said once', () => {
    const subjects = ['ws://a.test/1', 'ws://a.test/2'].map((url) => ({ url, file: file([LOST]) }));
    expect(diagnose(subjects, checks).alone).toHaveLength(1);
  });

  test('the likeliest comes first', () => {
    const later = { ...LOST, check: 'idle-timeout', line: 2 };
    const advice = { ...LOST, check: 'route', severity: 'advice' as const };
    const { alone } = diagnose([{ url: null, file: file([advice, later, LOST]) }], checks);
    expect(idsOf(alone)).toEqual(['upgrade-headers', 'idle-timeout', 'route']);
  });
});
