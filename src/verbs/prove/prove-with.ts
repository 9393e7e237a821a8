import type { Check, LiveCheck } from '../../checks/check.ts';
import type { Facts } from '../../checks/configuration.ts';
import { NEVER_SEND_PROXY_PROTOCOL } from '../../checks/proxy-protocol.ts';
import { unifiedDiff } from '../../engine/fix/unified-diff.ts';
import { type ConfigSide, joinEvidence, type ProvenPath } from '../../engine/join-evidence.ts';
import { judgeLive } from '../../engine/judge-live.ts';
import { suppressionCheck } from '../../engine/suppressions.ts';
import type { Verdict } from '../../engine/verdict.ts';
import {
  type AskedPath,
  arriving,
  type LabFacts,
  mappedPort,
  openLab,
  openSites,
  type Unkept,
} from '../../lab/index.ts';
import type { NginxBinary } from '../../nginx/process/index.ts';
import { placeOf } from '../../nginx/syntax/index.ts';
import type { BackendKind } from '../../probe/backend-kind.ts';
import type { LiveEvidence } from '../../probe/evidence.ts';
import { type EvidenceSource, evidenceOf } from '../../probe/gather-evidence.ts';
import type { Site } from '../../probe/site.ts';
import { bare } from '../../report/findings/findings-json.ts';
import { SourceText } from '../../text/source-text.ts';
import { weighed } from '../check/choose-checks.ts';
import type { Judgement, PreparedCheck } from '../check/prepare-check.ts';
import type { Proof, ProveEvent } from '../prove.ts';
import { untilAborted } from './until-aborted.ts';

/** How a backend of one kind takes the handshake. */
export interface BackendAnswer {
  readonly kind: BackendKind;
  readonly status: number | null;
  /** The status line, and why it refused. */
  readonly detail: string;
}

/** One nginx, and what is proven with it. */
export interface ProveWithOptions {
  readonly nginx: NginxBinary;
  readonly prepared: PreparedCheck;
  readonly paths: readonly AskedPath[];
  /** Whether code and modules of others run. */
  readonly trustsCode: boolean;
  readonly onEvent: (event: ProveEvent) => void;
  readonly signal: AbortSignal | undefined;
}

/** What it showed. */
export interface ProvenWith {
  readonly proofs: readonly Proof[];
  readonly unkept: readonly Unkept[];
  readonly changes: Uint8Array;
}

/** Proves all paths with one nginx, side by side: most of the time of a proof is waiting. */
export async function proveWith(options: ProveWithOptions): Promise<ProvenWith> {
  const { nginx, prepared, paths, trustsCode, signal } = options;
  const lab = await openLab({ model: prepared.opened.model, nginx, paths, trustsCode });
  try {
    const opened = await openSites(lab, paths, labFacts(prepared), needsOf(prepared));
    try {
      signal?.throwIfAborted();
      const { sandbox } = opened.main;
      const proving = paths.map((path, at) => proveOne(path, opened.sites[at], options));
      const proofs = await untilAborted(Promise.all(proving), signal);
      const changes = unifiedDiff(
        sandbox.files.map(({ origin, text }) => ({
          name: origin.name,
          before: origin.source,
          after: origin.source.holdsBytes
            ? SourceText.fromByteString(text)
            : SourceText.fromString(text),
        })),
      );
      const mapped = paths.flatMap((path) => mappedPort(prepared.opened.model, path));
      return { proofs, unkept: [...mapped, ...lab.notes, ...sandbox.unkept], changes };
    } finally {
      await opened.close();
    }
  } finally {
    await lab.close();
  }
}

/** Those that there is something to prove of: comments are judged by themselves. */
export function checksToProve({ checks }: PreparedCheck): Check[] {
  return checks.filter((one) => one !== suppressionCheck);
}

function labFacts({ opened, judge }: PreparedCheck): LabFacts {
  const { evidence } = judge(opened.configuration);
  const { heartbeatMs, tunnels, nodesNeedSession, hops }: Facts = evidence.facts;
  const isNeverSent = hops.some(({ name }) => NEVER_SEND_PROXY_PROTOCOL.has(name));
  return {
    heartbeatMs,
    tunnels,
    nodesNeedSession,
    proxyProtocolExpected: isNeverSent ? false : undefined,
  };
}

async function proveOne(
  path: AskedPath,
  site: Site | undefined,
  { nginx, prepared, onEvent, signal }: ProveWithOptions,
): Promise<Proof> {
  const { url } = path;
  const request = arriving(prepared.opened.model, path);
  const about = await prepared.about([{ url: url.href, request }]);
  const judgement = about.judge(about.opened.configuration);
  const evidence = site && evidenceOf(site);
  const isStream = site?.silence?.isStream === true && !isHttp(judgement);
  if (evidence !== undefined) begin(evidence, needsOf(prepared));
  const proven = {
    servedAt: servedAtOf(judgement),
    isBroken: !isStream && !(await isAnswered(evidence)),
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

/** Whether a handshake gets its 101. */
async function isAnswered(evidence: EvidenceSource | undefined): Promise<boolean> {
  const handshake = await evidence?.('handshake');
  return handshake?.kind === 'got' && handshake.value.status === 101;
}

/** All that the live rules may ask for. */
function needsOf({ checks }: PreparedCheck): ReadonlySet<keyof LiveEvidence> {
  return new Set(checks.flatMap(({ live }) => (live ? [...live.needs, ...live.wants] : [])));
}

/** What mostly waits. */
const SLOW = ['silence', 'streamSilence', 'deadBackend', 'dyingBackend', 'reload'] as const;

/** Begins at once what mostly waits, so that it waits while the rest is judged. */
function begin(evidence: EvidenceSource, needs: ReadonlySet<keyof LiveEvidence>): void {
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

interface LiveQuestion {
  readonly url: URL;
  readonly evidence: EvidenceSource;
  readonly isStream: boolean;
}

async function liveVerdict(
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

/** Whether an HTTP server of this nginx takes the handshake. */
function isHttp({ evidence: { paths } }: Judgement): boolean {
  return paths[0]?.handshake.arrival.taken !== undefined;
}

function isLive(check: Check): check is LiveCheck {
  return check.live !== undefined;
}

function configSide(check: Check, judgement: Judgement): ConfigSide {
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
function servedAtOf({ evidence: { paths } }: Judgement): ProvenPath['servedAt'] {
  const { location, arrival } = paths[0]?.handshake ?? {};
  const placed = location?.level.placed ?? arrival?.choice?.server.level.placed;
  return placed === undefined ? { file: null, line: null, column: null } : placeOf(placed);
}

async function backendAnswers(evidence: EvidenceSource): Promise<BackendAnswer[]> {
  const acceptance = await evidence('acceptance');
  if (acceptance.kind !== 'got') return [];
  return acceptance.value.answers.map(({ kind, status, detail }) => ({ kind, status, detail }));
}
