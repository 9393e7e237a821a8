import { worstOf } from '../../engine/severity.ts';
import type { Finding, Verdict } from '../../engine/verdict.ts';
import { grouped } from '../grouped.ts';
import { isSerious, type ProofContent } from './proof-report.ts';
import { withoutChance } from './same-finding.ts';

/** A check of one URL that comes out differently under different nginx. */
export interface Difference {
  readonly url: string;
  readonly check: string;
  /** What each nginx showed, those together that showed the same; the oldest first. */
  readonly groups: readonly { readonly versions: readonly string[]; readonly verdict: Verdict }[];
}

/** What newer nginx do to a configuration, compared with the oldest one. */
export interface Change {
  /** Those that do the same to it. */
  readonly versions: readonly string[];
  /** Checks that fail only with it. */
  readonly breaks: readonly string[];
  /** Checks that no longer fail with it. */
  readonly mends: readonly string[];
}

/** Every check that does not come out alike under every nginx. */
export function differencesOf(proofs: readonly ProofContent[]): Difference[] {
  const byUrl = grouped(proofs, ({ url }) => url);
  return [...byUrl].flatMap(([url, own]) => {
    const ids = new Set(own.flatMap(({ checks }) => checks.map(({ check }) => check)));
    return [...ids].flatMap((check) => {
      const groups = groupsOf(own, check);
      return groups.length > 1 ? [{ url, check, groups }] : [];
    });
  });
}

function groupsOf(proofs: readonly ProofContent[], check: string): Difference['groups'] {
  const seen = proofs.flatMap(({ nginx, checks }) => {
    const verdict = checks.find((one) => one.check === check);
    return verdict === undefined ? [] : [{ nginx, verdict }];
  });
  const alike = grouped(seen, ({ verdict }) => signature(verdict));
  return [...alike.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    return [{ versions: all.map(({ nginx }) => nginx), verdict: first.verdict }];
  });
}

/** Why something could not be judged tells of another check, not of this one. */
function signature({ outcome, evidence, findings }: Verdict): string {
  if (outcome === 'unknown' || outcome === 'skipped') return outcome;
  const places = findings.map(({ severity, file, line }: Finding) => [severity, file, line]);
  return JSON.stringify([outcome, withoutChance(evidence), places]);
}

/** How much a difference matters: the verdict is another, only what was seen, or not all could be judged. */
export type DifferenceKind = 'verdict' | 'evidence' | 'judged';

/** Tells them apart; what fails is told even where it fails differently. */
export function kindOf({ groups }: Difference): DifferenceKind {
  const verdicts = groups.map(({ verdict }) => verdict);
  if (!verdicts.every(isDecided)) return verdicts.some(isSerious) ? 'verdict' : 'judged';
  const weights = new Set(verdicts.map((one) => worstOf(one.findings)?.severity ?? one.outcome));
  return weights.size > 1 || verdicts.some(isSerious) ? 'verdict' : 'evidence';
}

/** Whether a check could be judged. */
export function isDecided({ outcome }: Verdict): boolean {
  return outcome === 'holds' || outcome === 'fails';
}

/** What every later nginx breaks and mends, over all URLs. */
export function changesOf(byVersion: ReadonlyMap<string, readonly ProofContent[]>): Change[] {
  const [[, oldest] = ['', []], ...others] = byVersion;
  const before = failingOf(oldest);
  const changes = others.map(([nginx, proofs]) => {
    const now = failingOf(proofs);
    return {
      nginx,
      breaks: names([...now].filter((one) => !before.has(one))),
      mends: names([...before].filter((one) => !now.has(one) && isJudged(proofs, one))),
    };
  });
  const alike = grouped(changes, ({ breaks, mends }) => JSON.stringify([breaks, mends]));
  return [...alike.values()].map((all) => ({
    versions: all.map(({ nginx }) => nginx),
    breaks: all[0]?.breaks ?? [],
    mends: all[0]?.mends ?? [],
  }));
}

const BETWEEN = ' ';

function failingOf(proofs: readonly ProofContent[]): Set<string> {
  const failing = proofs.flatMap(({ url, checks }) =>
    checks.filter(isSerious).map(({ check }) => `${check}${BETWEEN}${url}`),
  );
  return new Set(failing);
}

/** What could not be judged any more is not mended. */
function isJudged(proofs: readonly ProofContent[], one: string): boolean {
  return proofs.some(({ url, checks }) =>
    checks.some((verdict) => `${verdict.check}${BETWEEN}${url}` === one && isDecided(verdict)),
  );
}

function names(keys: readonly string[]): string[] {
  return [...new Set(keys.map((key) => key.split(BETWEEN)[0] ?? ''))];
}
