import type { Severity } from '../../checks/check.ts';
import { configValid } from '../../checks/config-valid.ts';
import { Level } from '../../nginx/model/level.ts';
import { type Refusal, refusals } from '../../nginx/model/refusals.ts';
import { type Configuration, placeOf } from '../../nginx/syntax/index.ts';
import type { ConfigurationChange } from './changed-configuration.ts';
import { type Image, type SharedPaths, sharedPaths } from './image.ts';
import { levelChanges } from './level-changes.ts';
import type { PlannedFix } from './plan-fixes.ts';
import type { Complaint } from './problems.ts';
import { Scope } from './scope.ts';
import { traceChanges } from './trace-changes.ts';
import { describeChange, unexpectedChanges } from './unexpected-changes.ts';
import { usesOfChanged } from './uses-of-changed.ts';

/** A configuration before and after fixes. */
export interface Trial {
  readonly fixes: readonly PlannedFix[];
  readonly before: Image;
  readonly after: Image;
  readonly change: ConfigurationChange;
}

/**
 * Why fixes must not be applied: sentences without a full stop, the most telling first; none where all
 * is well. They are applied only where
 *
 * - nginx reads the result no worse than before;
 * - every finding that they are for is gone, and no check says more than before on any path;
 * - of all that is in effect at any level, and of all that nginx does with a handshake and a plain
 *   request for any location, nothing differs but what the lines of the fixes say, at the places that
 *   their findings are about.
 *
 * A configuration that nginx cannot read, or refuses, does nothing that could be compared; there, a fix
 * has to mend a mistake and bring none.
 */
export function verifyFixes(trial: Trial): string[] {
  const { before: then, after: now, moves } = trial.change;
  const version = trial.after.judged.evidence.model.version;
  const newProblems = [
    ...moreThanBefore(mistakesOf(then), mistakesOf(now)),
    ...moreThanBefore(refusalsOf(then, version), refusalsOf(now, version)),
  ].map((mistake) => `nginx would refuse the result: ${mistake}`);
  if (newProblems.length > 0) return newProblems;
  const errors = syntaxErrors(then).length;
  if (errors > 0) {
    return syntaxErrors(now).length < errors ? [] : ['nginx could still not read the result'];
  }
  const scopes = trial.fixes.map((fix) => new Scope(fix, trial.before, trial.change));
  const paths = sharedPaths(trial.before, trial.after);
  const notCured = scopes.filter((scope) => !isCured(scope, trial, paths)).map(stillThere);
  // With what nginx refuses it does not run at all, so that there is nothing to change for the worse.
  if (trial.fixes.every(isOfRefusal)) return notCured;
  const changes = [
    ...levelChanges(trial.before.judged.evidence.model, trial.after.judged.evidence.model, moves),
    ...traceChanges(trial.before, trial.after),
    ...usesOfChanged(trial.before, trial.after),
  ];
  return [
    ...unexpectedChanges(changes, scopes).map(describeChange),
    ...newComplaints(trial, paths),
    ...notCured,
  ];
}

/** Whatever weight settings give it: what it only advises it has no fix for. */
function isOfRefusal({ finding: { check } }: PlannedFix): boolean {
  return check === configValid.id;
}

/** Mistakes in the text, which keep nginx from reading it to its end. */
export function syntaxErrors({ problems }: Configuration): string[] {
  return problems
    .filter(({ severity, code }) => severity === 'error' && !OF_FILES.has(code))
    .map(({ name, line, message }) => `${name}:${line}: ${message}`);
}

/** What is wrong with files as a whole: nginx refuses them, but the rest of the text is what it is. */
const OF_FILES: ReadonlySet<string> = new Set([
  'file-missing',
  'file-is-folder',
  'file-is-pipe',
  'file-unreadable',
  'file-too-big',
  'include-cycle',
  'include-too-deep',
  'too-many-files',
  'too-many-includes',
]);

interface Mistake {
  /** The same for mistakes that count as one of a kind. */
  readonly kind: string;
  readonly text: string;
}

function mistakesOf({ problems }: Configuration): Mistake[] {
  return problems
    .filter(({ severity }) => severity !== 'note')
    .map(({ code, name, line, message }) => ({
      kind: `${code} ${name}`,
      text: `${name}:${line}: ${message}`,
    }));
}

function refusalsOf(configuration: Configuration, version: string): Mistake[] {
  return [...refusals(Level.main(configuration), version)].map(
    ({ code, placed, message }: Refusal) => {
      const { file, line } = placeOf(placed);
      return { kind: `${code} ${file}`, text: `${file}:${line}: ${message}` };
    },
  );
}

function moreThanBefore(before: readonly Mistake[], after: readonly Mistake[]): string[] {
  const counts = new Map<string, number>();
  for (const { kind } of before) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return after
    .filter(({ kind }) => {
      const left = (counts.get(kind) ?? 0) - 1;
      counts.set(kind, left);
      return left < 0;
    })
    .map(({ text }) => text);
}

/** What checks say of a path more often than before; advice does not count. */
function newComplaints({ before, after }: Trial, paths: SharedPaths): string[] {
  const found = compareComplaints(before.complaints.ofWhole(), after.complaints.ofWhole());
  for (const { path, intent } of paths.values()) {
    const then = before.complaints.on(path, intent);
    const now = after.complaints.on(path, intent);
    if (now.length > 0) found.push(...compareComplaints(then, now));
  }
  return found;
}

function compareComplaints(then: readonly Complaint[], now: readonly Complaint[]): string[] {
  const heavy = moreThanBefore(countable(then, ['error']), countable(now, ['error']));
  if (heavy.length > 0) return heavy;
  const weights: readonly Severity[] = ['error', 'warning'];
  return moreThanBefore(countable(then, weights), countable(now, weights));
}

function countable(complaints: readonly Complaint[], weights: readonly Severity[]): Mistake[] {
  return complaints
    .filter(({ severity }) => weights.includes(severity))
    .map(({ check, where, problem }) => ({
      kind: check,
      text: `there would be a new finding, ${check} at ${where}: ${problem.message}`,
    }));
}

/** On every path of the finding its check has less to say than before. */
function isCured(
  { planned, paths }: Scope,
  { before, after, change }: Trial,
  shared: SharedPaths,
): boolean {
  const { check, at, file } = planned.finding;
  const count = (complaints: readonly Complaint[]): number =>
    complaints.filter((complaint) => complaint.check === check).length;
  if (paths.size === 0) {
    const { start } = at.directive.nameSpan;
    const moved = change.moves.get(at.file.path)?.after(start) ?? start;
    return !after.judged.findings.some(
      (one) =>
        one.check === check && one.file === file && one.at.directive.nameSpan.start === moved,
    );
  }
  return [...paths].every((key) => {
    const { path, intent } = shared.get(key) ?? {};
    if (path === undefined || intent === undefined) return false;
    const earlier = count(before.complaints.on(path, intent));
    return count(after.complaints.on(path, intent)) < earlier;
  });
}

function stillThere({ planned: { finding } }: Scope): string {
  return `the finding ${finding.check} at ${finding.where} would still be there`;
}
