import { judgeText } from '../engine/configuration.fixture.ts';
import { applyEdits } from '../text/edit.ts';
import type { Check } from './check.ts';

/** A check's bad configuration with its fix applied; undefined where it has no fix. */
export function fixedBad(check: Check, version: string = '1.22.1'): string | undefined {
  const facts = check.told?.bad ?? {};
  const { findings } = judgeText(check.bad, { version, checks: [check], facts });
  const edits = findings.flatMap(({ remedy }) => remedy?.edits ?? []).map(({ edit }) => edit);
  if (edits.length === 0) return undefined;
  const outcome = applyEdits(check.bad, edits);
  if (!outcome.applied) throw new Error(outcome.message);
  return outcome.text;
}
