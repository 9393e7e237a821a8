import type { ErrorLogEvidence } from '../lab-evidence.ts';
import type { Site } from '../site.ts';
import { answerOf } from './answer-of.ts';
import { type Gatherer, got } from './gatherer.ts';
import { sendHandshake } from './send-handshake.ts';

/** What nginx logs of a right handshake as it goes wrong. */
export const gatherErrorLog: Gatherer<ErrorLogEvidence> = async (site) => {
  if (site.nginx?.errorLogLines === undefined) {
    return { kind: 'skipped', why: 'the error log is not at hand' };
  }
  const { probe, evidence } = await sendHandshake(site.outside);
  return got({ ...answerOf(evidence), lines: await errorLogOf(site, probe) });
};

/**
 * The error log's lines of a probe; none where the log is not at hand. nginx quotes the request line,
 * and with it the probe's id, in each, and writes it before it answers.
 */
export async function errorLogOf({ nginx }: Site, probe: string): Promise<readonly string[]> {
  return (await nginx?.errorLogLines?.(probe)) ?? [];
}
