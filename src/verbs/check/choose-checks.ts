import type { Check, Severity } from '../../checks/check.ts';
import type { Verdict } from '../../engine/verdict.ts';
import { nearestWord } from '../../text/nearest-word.ts';
import type { CheckSettings } from './check-settings.ts';

/** Which checks are judged, and how much they weigh. */
export interface ChosenChecks {
  readonly checks: readonly Check[];
  /** The severity that a finding of a check gets, where it is not its own. */
  readonly severityOf: (check: string) => Severity | undefined;
}

/** The checks that settings leave. Fails for an id that is none. */
export function chooseChecks(
  all: readonly Check[],
  { only, severities = {} }: Pick<CheckSettings, 'only' | 'severities'>,
): ChosenChecks {
  const ids = all.map(({ id }) => id);
  for (const id of only ?? []) requireCheck(id, ids, 'only');
  for (const id of Object.keys(severities)) requireCheck(id, ids, 'severities');
  const checks = all.filter(
    ({ id }) => severities[id] !== 'off' && (only === undefined || only.includes(id)),
  );
  const severityOf = (id: string): Severity | undefined => {
    const severity = severities[id];
    return severity === 'off' ? undefined : severity;
  };
  return { checks, severityOf };
}

/** A verdict whose findings weigh what the settings say. */
export function weighed(verdict: Verdict, severityOf: ChosenChecks['severityOf']): Verdict {
  const severity = severityOf(verdict.check);
  if (severity === undefined) return verdict;
  return { ...verdict, findings: verdict.findings.map((one) => ({ ...one, severity })) };
}

function requireCheck(id: string, ids: readonly string[], setting: string): void {
  if (ids.includes(id)) return;
  const near = nearestWord(id, ids);
  const meant = near === undefined ? `there are ${ids.join(', ')}` : `was "${near}" meant?`;
  throw new Error(`${setting}: there is no check "${id}"; ${meant}`);
}
