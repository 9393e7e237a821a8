import type { LiveCheck, Severity } from '../../checks/check.ts';
import type { LiveAddressEvidence } from '../../engine/diagnosis.ts';
import { judgeAll } from '../../engine/judge-all.ts';
import type { Verdict } from '../../engine/verdict.ts';
import type { Gathered, HandshakeEvidence } from '../../probe/evidence.ts';
import type { Failure } from '../../probe/failure.ts';
import { evidenceOf } from '../../probe/gather-evidence.ts';
import { isSecure, type LivePath } from '../../probe/live-path.ts';
import { openConnection } from '../../probe/open-connection.ts';
import { weighed } from '../check/choose-checks.ts';

/** How an address is probed, and by which checks it is judged. */
export interface ProbeAddressOptions {
  readonly checks: readonly LiveCheck[];
  /** The severity that a finding of a check gets, where it is not its own. */
  readonly severityOf: (check: string) => Severity | undefined;
  /** Whether the probe goes on where the certificate is not trusted. */
  readonly insecure: boolean;
  /** Most milliseconds for one step. */
  readonly timeoutMs: number;
}

/**
 * Probes a live address from outside, by a few handshakes one after the other, and judges what can
 * be seen from there. Where the first one is not answered at all, no other is sent.
 */
export async function probeAddress(
  url: string,
  { checks, severityOf, insecure, timeoutMs }: ProbeAddressOptions,
): Promise<LiveAddressEvidence> {
  const path = { url: new URL(url), timeoutMs };
  const untrusted = await whyUntrusted(path);
  const outside = insecure && untrusted !== null ? { ...path, insecure } : path;
  const evidence = evidenceOf({ outside });
  const handshake = gathered(await evidence('handshake'));
  const verdicts =
    handshake.status === null
      ? checks.map(({ id }) => unanswered(id))
      : await judgeAll(checks, { where: url, evidence });
  return { handshake, untrusted, verdicts: verdicts.map((one) => weighed(one, severityOf)) };
}

/**
 * Nothing but the certificate is asked for, so that the handshake's own failure stays apart. It is the
 * certificate that is at fault where TLS comes about without a look at it.
 */
async function whyUntrusted(path: LivePath): Promise<string | null> {
  if (!isSecure(path)) return null;
  const failure = await failureOf(path);
  if (failure?.kind !== 'tls') return null;
  return (await failureOf({ ...path, insecure: true })) === null ? failure.message : null;
}

async function failureOf(path: LivePath): Promise<Failure | null> {
  const opened = await openConnection(path);
  if (opened.kind === 'failed') return opened.failure;
  opened.connection.destroy();
  return null;
}

/** A handshake from outside needs nothing that could be missing. */
function gathered(evidence: Gathered<HandshakeEvidence>): HandshakeEvidence {
  if (evidence.kind === 'got') return evidence.value;
  throw new Error(`A handshake was not sent: ${evidence.why}`);
}

function unanswered(check: string): Verdict {
  return { check, outcome: 'unknown', evidence: 'the handshake was not answered', findings: [] };
}
