import type { SilenceEvidence, Speaker, WatchedTunnel } from '../probe/lab-evidence.ts';
import type { CannotTell, Problem } from './check.ts';
import { scaleInWords, timeInWords } from './durations.ts';
import { enoughFor, shortness } from './silence.ts';

/** What a tunnel that was watched tells of the timeout that this directive sets. */
export function* judgeSilence(
  { wantedMs, heartbeatMs, scale, endedMs, how, others }: SilenceEvidence,
  directive: string,
): Generator<Problem, string | CannotTell> {
  const times = scaleInWords(scale);
  const declared = heartbeatMs ?? undefined;
  const enough = `Set ${directive} ${enoughFor(declared)} where the socket is served.`;
  const beaten = others.find(({ speaker, endedMs }) => speaker === 'heartbeat' && endedMs !== null);
  if (beaten !== undefined) {
    yield {
      message: `A tunnel with a heartbeat every ${inSeconds(beaten.everyMs ?? 0)} is closed all the same, by ${ending(beaten)}: browsers report 1006. ${enough}`,
    };
    return `with a heartbeat: closed by ${ending(beaten)}${times}`;
  }
  if (endedMs === null) return `open after ${inSeconds(wantedMs)} of silence${times}`;
  const short = shortness(rounded(endedMs), declared);
  const ended = ending({ endedMs, how });
  if (short !== undefined) {
    yield {
      severity: short.severity,
      message: `A tunnel is closed by ${ended}: browsers report 1006. ${short.why} ${short.severity === 'advice' ? `Otherwise set ${directive} ${enoughFor(declared)}.` : enough}`,
    };
  }
  return `closed by ${ended}${times}${keptBy(others)}`;
}

function ending({ endedMs, how }: Pick<WatchedTunnel, 'endedMs' | 'how'>): string {
  return `${how} after ${inSeconds(endedMs ?? 0)} of silence`;
}

/** Up to which time people set timeouts in steps of which length. */
const STEPS = [
  [10_000, 1],
  [20_000, 1_000],
  [120_000, 5_000],
  [550_000, 10_000],
  [3_000_000, 60_000],
  [Number.POSITIVE_INFINITY, 600_000],
] as const;

/** As nginx was told it: what is measured is a little late, and that by the factor. */
function rounded(ms: number): number {
  const [, step] = STEPS.find(([upTo]) => ms < upTo) ?? [0, 1];
  return Math.round(ms / step) * step;
}

function inSeconds(ms: number): string {
  return ms >= 550_000 ? timeInWords(rounded(ms)) : `${(ms / 1_000).toFixed(1)} s`;
}

const SIDES: Readonly<Record<Speaker, string>> = {
  nobody: 'nobody',
  client: 'the client alone',
  backend: 'the backend alone',
  heartbeat: 'a heartbeat',
};

function keptBy(others: readonly WatchedTunnel[]): string {
  const kept = others
    .filter(({ endedMs }) => endedMs === null)
    .map(({ speaker }) => SIDES[speaker]);
  return kept.length === 0 ? '' : `; kept open by ${kept.join(', by ')}`;
}
