import type { LiveEvidence } from '../probe/evidence.ts';
import type { ConfigRule, Facts } from './configuration.ts';

/** How much it matters: it breaks; it breaks with common backends, clients or load; better otherwise. */
export type Severity = 'error' | 'warning' | 'advice';

/** What a rule found, before the check's name is put on it. */
export interface Problem {
  /** What happens to the user, why, and what to do, in a sentence or two. */
  readonly message: string;
  /** Where it weighs less, or more, than its check usually does. */
  readonly severity?: Severity;
}

/** That evidence was there but did not decide the matter, and why. */
export interface CannotTell {
  readonly cannotTell: string;
}

/**
 * Judges evidence: yields what is wrong, and returns what it saw, in a few words, or why it cannot
 * tell.
 */
export type Rule<Evidence> = (evidence: Evidence) => Generator<Problem, string | CannotTell>;

/** A live rule and the evidence that it needs. */
export interface LiveRule {
  readonly needs: readonly (keyof LiveEvidence)[];
  /** What says more where it is to be had; without it the rule judges by the rest. */
  readonly wants: readonly (keyof LiveEvidence)[];
  readonly judge: Rule<LiveEvidence>;
}

/** A thing that must hold on a WebSocket path. */
export interface Check {
  /** Stable; names the check in output, suppressions and docs. */
  readonly id: string;
  readonly severity: Severity;
  /** What is the matter where it does not hold. */
  readonly title: string;
  /** Cause and cure in a few sentences. */
  readonly why: string;
  /** The smallest configuration that does not hold, and the smallest that does. */
  readonly bad: string;
  readonly good: string;
  /** What the user has to have told of each of the two, where their lines alone do not decide. */
  readonly told?: { readonly bad: Partial<Facts>; readonly good: Partial<Facts> };
  /** Undefined where a configuration alone does not tell. */
  readonly config?: ConfigRule;
  /** Undefined where nothing shows on the wire. */
  readonly live?: LiveRule;
}

/** A check that can be judged on a live path. */
export type LiveCheck = Check & { readonly live: LiveRule };

/** A live rule that sees only the evidence that it names. */
export function live<Name extends keyof LiveEvidence>(
  needs: readonly Name[],
  judge: Rule<Pick<LiveEvidence, Name>>,
): LiveRule {
  return { needs, wants: [], judge };
}

/** A live rule that sees some evidence for certain, and some where it is to be had. */
export function liveWith<Name extends keyof LiveEvidence, Wanted extends keyof LiveEvidence>(
  needs: readonly Name[],
  wants: readonly Wanted[],
  judge: Rule<Pick<LiveEvidence, Name> & Partial<Pick<LiveEvidence, Wanted>>>,
): LiveRule {
  return { needs, wants, judge };
}
