import type { Check } from '../../checks/check.ts';
import type { ConfigSide, ProvenPath } from '../../engine/join-evidence.ts';
import { placeOf } from '../../nginx/syntax/index.ts';
import { bare } from '../../report/findings/findings-json.ts';
import type { Judgement } from '../check/prepare-check.ts';

/** What the configuration says of a check, as it was judged for one path. */
export function configSide(check: Check, judgement: Judgement): ConfigSide {
  const { findings, unknown, broken, suppressed, known } = judgement;
  const comment = suppressed.find(({ finding }) => finding.check === check.id);
  const isKnown = known.some((finding) => finding.check === check.id);
  return {
    isJudged: check.config !== undefined,
    findings: findings.filter((finding) => finding.check === check.id).map(bare),
    why: [...unknown, ...broken].find((one) => one.check === check.id)?.why,
    silenced: comment ? `a comment: ${comment.reason}` : isKnown ? 'the baseline' : undefined,
  };
}

/** The location in charge, or its server. */
export function servedAtOf({ evidence: { paths } }: Judgement): ProvenPath['servedAt'] {
  const { location, arrival } = paths[0]?.handshake ?? {};
  const placed = location?.level.placed ?? arrival?.choice?.server.level.placed;
  return placed === undefined ? { file: null, line: null, column: null } : placeOf(placed);
}

/** Whether an HTTP server of this nginx takes the handshake. */
export function isTakenByHttp({ evidence: { paths } }: Judgement): boolean {
  return paths[0]?.handshake.arrival.taken !== undefined;
}
