import type { Check, LiveCheck } from '../../checks/check.ts';
import { judgeLive } from '../../engine/judge-live.ts';
import type { Verdict } from '../../engine/verdict.ts';
import type { LiveEvidence } from '../../probe/evidence.ts';
import type { EvidenceSource } from '../../probe/gather-evidence.ts';

/** All that the live rules of the checks may ask for. */
export function needsOf(checks: readonly Check[]): ReadonlySet<keyof LiveEvidence> {
  return new Set(checks.flatMap(({ live }) => (live ? [...live.needs, ...live.wants] : [])));
}

/** What mostly waits. */
const SLOW = ['silence', 'streamSilence', 'deadBackend', 'dyingBackend', 'reload'] as const;

/** Begins at once what mostly waits, so that it waits while the rest is judged. */
export function beginSlow(evidence: EvidenceSource, needs: ReadonlySet<keyof LiveEvidence>): void {
  for (const name of SLOW.filter((one) => needs.has(one))) void evidence(name).catch(() => {});
}

/** What can be asked of a path whose bytes nginx passes on unread. */
const OF_STREAM: ReadonlySet<keyof LiveEvidence> = new Set([
  'configTest',
  'crowd',
  'deadBackend',
  'dyingBackend',
  'handshake',
  'proxyProtocol',
  'reload',
  'streamSilence',
  'together',
]);

/** What is asked of a path. */
export interface LiveQuestion {
  readonly url: URL;
  readonly evidence: EvidenceSource;
  /** Whether stream passes it on, and no HTTP server of this nginx sees it. */
  readonly isStream: boolean;
}

/** What the lab shows of a check; undefined where it has no live rule. */
export async function liveVerdict(
  check: Check,
  { url, evidence, isStream }: LiveQuestion,
): Promise<Verdict | undefined> {
  if (!isLive(check)) return undefined;
  if (isStream && !check.live.needs.every((name) => OF_STREAM.has(name))) {
    const why = 'stream passes the bytes on unread';
    return { check: check.id, outcome: 'skipped', evidence: why, findings: [] };
  }
  return judgeLive(check, { where: url.href, evidence });
}

function isLive(check: Check): check is LiveCheck {
  return check.live !== undefined;
}

/** Whether a handshake gets its 101. */
export async function isAnswered(evidence: EvidenceSource): Promise<boolean> {
  const handshake = await evidence('handshake');
  return handshake.kind === 'got' && handshake.value.status === 101;
}
