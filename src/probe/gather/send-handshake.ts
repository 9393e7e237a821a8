import { headerValues } from '../../websocket/header.ts';
import { answerInWords } from '../answer-in-words.ts';
import type { HandshakeEvidence } from '../evidence.ts';
import { type HandshakeOptions, type HandshakeResult, handshake } from '../handshake.ts';
import { type LivePath, meantTarget, targetOf } from '../live-path.ts';
import { freshProbeId, mark, markHeader, unmark } from '../probe-id.ts';
import { throughHop } from './through-hop.ts';

/** A handshake that was sent, answered, and whose tunnel, if there was one, is closed again. */
export interface SentHandshake {
  /** The id that its request carried. */
  readonly probe: string;
  readonly evidence: HandshakeEvidence;
}

/** Sends one marked handshake and closes what it opens. */
export async function sendHandshake(
  path: LivePath,
  options: HandshakeOptions = {},
  probe: string = freshProbeId(),
): Promise<SentHandshake> {
  const result = await handshake(path, marked(path, options, probe));
  if (result.kind === 'open') await result.tunnel.close();
  const evidence = toEvidence(result);
  const location = evidence.location && unmark(meantTarget(path, evidence.location), probe);
  return { probe, evidence: { ...evidence, location } };
}

/** The same handshake with the probe's id, for logs and for backends. */
export function marked(
  path: LivePath,
  options: HandshakeOptions = {},
  probe: string = freshProbeId(),
): HandshakeOptions {
  const target = mark(options.target ?? targetOf(path), probe);
  const headers = [...throughHop(path, options.headers ?? []), markHeader(probe)];
  return { ...options, target, headers };
}

/** A handshake's outcome as evidence. */
export function toEvidence(result: HandshakeResult): HandshakeEvidence {
  if (result.kind === 'failed') {
    const detail = result.failure.message.replace(/\.$/, '');
    const { kind } = result.failure;
    return { status: null, failure: kind, location: null, detail, ms: 0, violations: [] };
  }
  const { response, ms } = result;
  const violations = result.kind === 'open' ? result.violations.map(({ message }) => message) : [];
  return {
    status: response.status,
    failure: null,
    location: headerValues(response.headers, 'location')[0] ?? null,
    detail: answerInWords(response),
    ms,
    violations,
  };
}
