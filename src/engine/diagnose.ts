import type { Check } from '../checks/check.ts';
import type { HandshakeEvidence } from '../probe/evidence.ts';
import { answerWithoutCause } from './answer-without-cause.ts';
import type {
  Diagnosis,
  DiagnosisSubject,
  FileEvidence,
  LineInWords,
  Statement,
} from './diagnosis.ts';
import { guardMet } from './guard-met.ts';
import { likeliestCause } from './likeliest-cause.ts';
import { byLikelihood } from './likelihood.ts';
import type { PlacedFinding } from './placed-finding.ts';
import { answerOf, deniesUpgrade, explains, isCauseOf } from './predicted-answer.ts';
import { type Weighed, worstOf } from './severity.ts';
import type { Verdict } from './verdict.ts';

const ONLY_LIVE_WRONG =
  'The file is right, but the live answer is not: the running nginx has not been reloaded, or another hop answers.';
const ONLY_FILE_WRONG =
  'The file is wrong, the live answer is right: the running nginx has another configuration, or another hop or the backend mends it.';

type Lists = Record<'agreed' | 'disagreed' | 'alone', Statement[]>;

/**
 * Joins what a configuration and live addresses show into one diagnosis: what both show, what they
 * contradict each other in, and what only one of them can show. `checks` gives the order in which
 * causes are likely.
 */
export function diagnose(
  subjects: readonly DiagnosisSubject[],
  checks: readonly Check[],
): Diagnosis {
  const lists: Lists = { agreed: [], disagreed: [], alone: [] };
  for (const subject of subjects) {
    for (const finding of subject.file?.findings ?? []) placeFinding(finding, subject, lists);
    if (subject.live !== undefined) placeLive(subject, subject.live, lists);
  }
  const inOrder = byLikelihood(checks);
  const told = (statements: readonly Statement[]): Statement[] =>
    once(statements).toSorted(inOrder);
  const found = {
    agreed: told(lists.agreed),
    disagreed: told(lists.disagreed),
    alone: told(lists.alone),
  };
  const cause = likeliestCause(found, subjects, inOrder);
  return { cause, ...found, unseen: unseenOf(subjects) };
}

/** Says of a finding of the file what the live address shows of it. */
function placeFinding(
  finding: PlacedFinding,
  subject: DiagnosisSubject,
  { agreed, disagreed, alone }: Lists,
): void {
  const { url, live } = subject;
  const { check, severity, message } = finding;
  const statement = { url, check, severity, message, finding, live: null };
  if (live === undefined) {
    alone.push(statement);
    return;
  }
  const { handshake } = live;
  const answer = answerOf(handshake);
  const verdict = live.verdicts.find((one) => one.check === check);
  if (verdict?.outcome === 'fails') {
    // The live address decides what a file alone may leave open.
    const { severity: weight } = worstOf<Weighed>([finding, ...verdict.findings]) ?? finding;
    agreed.push({ ...statement, severity: weight, live: verdict.evidence });
  } else if (guardMet(subject) !== undefined) {
    // What is wrong behind a guard does not show in front of it.
    alone.push(statement);
  } else if (isCauseOf(finding, answer)) {
    // Where the handshake is refused, the only thing that explains it is no mere warning.
    const others = subject.file?.findings.filter((one) => isCauseOf(one, answer)) ?? [];
    const weight = others.some((one) => one.severity === 'error') ? severity : 'error';
    agreed.push({ ...statement, severity: weight, live: handshake.detail });
  } else if (contradicts(finding, verdict, handshake.status)) {
    const shown = verdict?.outcome === 'holds' ? verdict.evidence : handshake.detail;
    disagreed.push({ ...statement, message: `${message} ${ONLY_FILE_WRONG}`, live: shown });
  } else alone.push(statement);
}

function contradicts(
  { check, severity }: PlacedFinding,
  verdict: Verdict | undefined,
  status: number | null,
): boolean {
  // Advice says what is better, not what goes wrong: there is nothing to be contradicted.
  if (severity === 'advice') return false;
  return (
    verdict?.outcome === 'holds' || (severity === 'error' && status === 101 && deniesUpgrade(check))
  );
}

/** Says what the live address shows beyond the findings of the file. */
function placeLive(
  subject: DiagnosisSubject,
  { handshake, verdicts, untrusted }: NonNullable<DiagnosisSubject['live']>,
  lists: Lists,
): void {
  const { url, file } = subject;
  const answer: Omit<Statement, 'message'> = {
    ...{ url, check: null, finding: null, live: handshake.detail },
    severity: 'error',
  };
  if (untrusted !== null) {
    const message = `${untrusted} Clients that check it fail before nginx sees a request.`;
    const isEnd = handshake.failure === 'tls';
    const further = isEnd ? ' --insecure looks behind it.' : '';
    lists.alone.push({ ...answer, message: `${message}${further}`, live: untrusted });
    if (isEnd) return;
  }
  const failing = verdicts.filter(({ outcome }) => outcome === 'fails');
  for (const verdict of failing) placeVerdict(verdict, subject, lists);
  const guard = guardMet(subject);
  if (guard !== undefined) {
    // It is what the guard is for; what is wrong behind it is for the file to say.
    lists.agreed.push({ ...answer, severity: 'advice', message: turnedAway(handshake, guard) });
    return;
  }
  const came = answerOf(handshake);
  const isExplained =
    failing.some(({ check }) => explains(check, came)) ||
    (file?.findings ?? []).some((finding) => isCauseOf(finding, came));
  if (handshake.status === 101 || isExplained) return;
  const { message, isContradiction } = answerWithoutCause(handshake, file);
  const list = isContradiction ? lists.disagreed : lists.alone;
  list.push({ ...answer, message });
}

function turnedAway({ detail }: HandshakeEvidence, { line, place }: LineInWords): string {
  return `The handshake is answered ${detail}, as it has to be: it brings nothing of what ${line} (${place}) asks for. What is behind that was not looked at from outside; a browser that was let in gets there.`;
}

/** A check that fails live; where the file fails it too, that was said already. */
function placeVerdict(
  { check, evidence, findings }: Verdict,
  { url, file }: DiagnosisSubject,
  { disagreed, alone }: Lists,
): void {
  if (file?.findings.some((one) => one.check === check)) return;
  const shown = worstOf(findings);
  if (shown === undefined) return;
  const { severity, message } = shown;
  const statement = { url, check, severity, message, finding: null, live: evidence };
  if (severity !== 'advice' && file !== undefined && isRightIn(file, check)) {
    disagreed.push({ ...statement, message: `${message} ${ONLY_LIVE_WRONG}` });
  } else alone.push(statement);
}

function isRightIn({ judged, unsure }: FileEvidence, check: string): boolean {
  return judged.includes(check) && !unsure.includes(check);
}

/** What is wrong with a line is said once, however many URLs meet it. */
function once(statements: readonly Statement[]): Statement[] {
  const seen = new Map<string, Statement>();
  for (const statement of statements) {
    const { url, check, finding, message } = statement;
    const place = finding && [finding.file, finding.line, finding.column];
    const key = JSON.stringify([check, place ?? url, message]);
    if (!seen.has(key)) seen.set(key, statement);
  }
  return [...seen.values()];
}

function unseenOf(subjects: readonly DiagnosisSubject[]): string[] {
  const missing = [
    ...(subjects.some(({ file }) => file !== undefined)
      ? []
      : ['the configuration, for none was given: file and line of a cause']),
    ...(subjects.some(({ live }) => live !== undefined)
      ? []
      : ['a live address, for no URL was given: whether the running nginx has this configuration']),
  ];
  const skipped = new Map<string, Set<string>>();
  for (const { check, outcome, evidence } of subjects.flatMap(({ live }) => live?.verdicts ?? [])) {
    if (outcome === 'holds' || outcome === 'fails') continue;
    const why = outcome === 'broken' ? `the check broke, our bug: ${evidence}` : evidence;
    skipped.set(why, (skipped.get(why) ?? new Set()).add(check));
  }
  const live = [...skipped].map(([why, ids]) => `${[...ids].join(', ')} live: ${why}`);
  const unsure = new Set(subjects.flatMap(({ file }) => file?.unsure ?? []));
  const file = unsure.size > 0 ? [`${[...unsure].join(', ')} in the file: it does not tell`] : [];
  return [...missing, ...subjects.flatMap(mappingOf), ...file, ...live];
}

/** What leads to nginx where it listens at another port than the URL names: the ports of a container. */
function mappingOf({ url, file }: DiagnosisSubject): string[] {
  if (url === null || file?.arrivesAt === undefined) return [];
  const { port, protocol } = new URL(url);
  const asked = Number(port || (protocol === 'wss:' ? 443 : 80));
  if (asked === file.arrivesAt) return [];
  return [
    `what leads from port ${asked} to ${file.arrivesAt}, where the file was judged for ${url}`,
  ];
}
