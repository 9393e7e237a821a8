import type { PlacedFinding } from './placed-finding.ts';
import type { Finding, Verdict } from './verdict.ts';

/** What the configuration says of one check on one path. */
export interface ConfigSide {
  /** Whether the check has a rule for configurations, and it was judged. */
  readonly isJudged: boolean;
  readonly findings: readonly PlacedFinding[];
  /** Why it could not tell; undefined where it could. */
  readonly why: string | undefined;
  /** Why nothing is to be said of it: a comment's reason, or the baseline; undefined where all is. */
  readonly silenced: string | undefined;
}

/** What is known of the path beside the check. */
export interface ProvenPath {
  /** The line that stands for a finding which no line causes: where the path is served. */
  readonly servedAt: Pick<Finding, 'file' | 'line' | 'column'>;
  /** Whether the handshake was not answered with a 101. */
  readonly isBroken: boolean;
}

/**
 * Joins what a lab showed of a check with what the configuration says. What was seen decides; the
 * configuration gives the line and the fix, and decides alone where nothing was to be seen.
 */
export function joinEvidence(
  check: string,
  live: Verdict | undefined,
  config: ConfigSide,
  { servedAt, isBroken }: ProvenPath,
): Verdict {
  if (config.silenced !== undefined) {
    return { check, outcome: 'skipped', evidence: config.silenced, findings: config.findings };
  }
  if (live === undefined || live.outcome === 'skipped' || live.outcome === 'unknown') {
    return byConfiguration(check, live, config);
  }
  if (live.outcome === 'holds') {
    // Of a path that does not work, the configuration may name the cause of what others show.
    const isCause = isBroken && config.findings.some(({ severity }) => severity === 'error');
    if (isCause) return { ...live, outcome: 'fails', findings: config.findings };
    return { ...live, findings: config.findings.map(asAdvice) };
  }
  if (live.outcome !== 'fails') return live;
  if (config.findings.length > 0) {
    const isError = live.findings.some(({ severity }) => severity === 'error');
    return { ...live, findings: config.findings.map((finding) => asSeen(finding, isError)) };
  }
  // The rule for configurations knows what is meant there: what it lets pass is no fault.
  const isMeant = config.isJudged && config.why === undefined;
  const findings = live.findings.map((finding) => ({
    ...finding,
    ...servedAt,
    severity: isMeant && finding.severity === 'warning' ? 'advice' : finding.severity,
  }));
  return { ...live, findings };
}

function asSeen(finding: PlacedFinding, isError: boolean): PlacedFinding {
  return isError ? { ...finding, severity: 'error' } : finding;
}

/** The evidence of a verdict that only the configuration gave. */
export const BY_CONFIGURATION: string = 'by the configuration alone';

function byConfiguration(
  check: string,
  live: Verdict | undefined,
  { isJudged, findings, why }: ConfigSide,
): Verdict {
  if (findings.length > 0) return { check, outcome: 'fails', evidence: BY_CONFIGURATION, findings };
  if (live?.outcome === 'unknown') return live;
  if (why !== undefined) return { check, outcome: 'unknown', evidence: why, findings };
  if (isJudged) return { check, outcome: 'holds', evidence: BY_CONFIGURATION, findings };
  return live ?? { check, outcome: 'skipped', evidence: 'no rule judges it here', findings };
}

function asAdvice(finding: PlacedFinding): PlacedFinding {
  if (finding.severity === 'advice') return finding;
  return {
    ...finding,
    severity: 'advice',
    message: `${finding.message} The lab did not show it.`,
  };
}
