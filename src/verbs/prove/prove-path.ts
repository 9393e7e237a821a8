import type { Check } from '../../checks/check.ts';
import { joinEvidence } from '../../engine/join-evidence.ts';
import { suppressionCheck } from '../../engine/suppressions.ts';
import type { Verdict } from '../../engine/verdict.ts';
import { type AskedPath, arriving, isTakenByStream } from '../../lab/index.ts';
import type { BackendKind } from '../../probe/backend-kind.ts';
import { type EvidenceSource, evidenceOf } from '../../probe/gather-evidence.ts';
import type { Site } from '../../probe/site.ts';
import { weighed } from '../check/choose-checks.ts';
import type { PreparedCheck } from '../check/prepare-check.ts';
import type { Proof } from '../prove.ts';
import { configSide, isTakenByHttp, servedAtOf } from './config-side.ts';
import { beginSlow, isAnswered, liveVerdict, needsOf } from './live-side.ts';
import type { ProveWithOptions } from './prove-with.ts';

/** How a backend of one kind takes the handshake. */
export interface BackendAnswer {
  readonly kind: BackendKind;
  readonly status: number | null;
  /** The status line, and why it refused. */
  readonly detail: string;
}

/** Judges every check on one path, and tells of each verdict as it falls. */
export async function provePath(
  path: AskedPath,
  site: Site | undefined,
  { nginx, prepared, onEvent, signal }: ProveWithOptions,
): Promise<Proof> {
  const { url } = path;
  const request = arriving(prepared.opened.model, path);
  const about = await prepared.about([{ url: url.href, request }]);
  const judgement = about.judge(about.opened.configuration);
  const evidence = site && evidenceOf(site);
  const isStream = isTakenByStream(prepared.opened.model, path) && !isTakenByHttp(judgement);
  if (evidence !== undefined) beginSlow(evidence, needsOf(prepared.checks));
  const proven = {
    servedAt: servedAtOf(judgement),
    isBroken: !isStream && !(evidence && (await isAnswered(evidence))),
  };
  const checks: Verdict[] = [];
  for (const check of checksToProve(prepared)) {
    signal?.throwIfAborted();
    const live = evidence && (await liveVerdict(check, { url, evidence, isStream }));
    const joined = joinEvidence(check.id, live, configSide(check, judgement), proven);
    const verdict = weighed(joined, prepared.severityOf);
    checks.push(verdict);
    onEvent({ kind: 'verdict', nginx: nginx.version, url: url.href, verdict });
  }
  const proof = {
    nginx: nginx.version,
    url: url.href,
    scale: site?.silence?.scale ?? 1,
    checks,
    backends: evidence === undefined ? [] : await backendAnswers(evidence),
  };
  onEvent({ kind: 'proven', proof });
  return proof;
}

/** Those that there is something to prove of: comments are judged by themselves. */
export function checksToProve({ checks }: PreparedCheck): Check[] {
  return checks.filter((one) => one !== suppressionCheck);
}

async function backendAnswers(evidence: EvidenceSource): Promise<BackendAnswer[]> {
  const acceptance = await evidence('acceptance');
  if (acceptance.kind !== 'got') return [];
  return acceptance.value.answers.map(({ kind, status, detail }) => ({ kind, status, detail }));
}
