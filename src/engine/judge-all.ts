import type { LiveCheck } from '../checks/check.ts';
import { judgeLive, type LiveSubject } from './judge-live.ts';
import type { Verdict } from './verdict.ts';

/** Judges checks one after another, and tells of each verdict as it falls. */
export async function judgeAll(
  checks: readonly LiveCheck[],
  subject: LiveSubject,
  onVerdict: (verdict: Verdict) => void = () => {},
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const check of checks) {
    const verdict = await judgeLive(check, subject);
    verdicts.push(verdict);
    onVerdict(verdict);
  }
  return verdicts;
}
