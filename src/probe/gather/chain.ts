import type { ChainEvidence } from '../lab-evidence.ts';
import { answerOf } from './answer-of.ts';
import { type Gatherer, got } from './gatherer.ts';
import { sendHandshake } from './send-handshake.ts';

/** The same handshake to each hop in turn, the first one first. */
export const gatherChain: Gatherer<ChainEvidence> = async ({ outside, hops = [] }) => {
  if (hops.length === 0) {
    return { kind: 'skipped', why: 'one server of nginx leads to the backend' };
  }
  const outer = answerOf((await sendHandshake(outside)).evidence);
  const answers = [];
  for (const { name, path } of hops) {
    answers.push({ name, ...answerOf((await sendHandshake(path)).evidence) });
  }
  return got({ outer, hops: answers });
};
