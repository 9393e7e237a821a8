import { answerInWords } from '../answer-in-words.ts';
import type { PlainPostEvidence } from '../lab-evidence.ts';
import { fromInside, type Gatherer, got } from './gatherer.ts';
import { plainProbe } from './plain-probe.ts';
import { sendPlain } from './send-plain.ts';

/** A form that is sent through the WebSocket location. */
export const gatherPlainPost: Gatherer<PlainPostEvidence> = fromInside(
  async ({ path, inspector }) => {
    const { probe, target, headers } = plainProbe(path);
    const answer = await sendPlain(path, {
      method: 'POST',
      target,
      headers: [['Content-Type', 'application/x-www-form-urlencoded'], ...headers],
      body: 'user=fairlead',
    });
    if (answer.kind !== 'got') return answer;
    const [arrival = null] = await inspector.arrivals(probe);
    const { status } = answer.value;
    return got({ status, detail: answerInWords(answer.value), arrival });
  },
);
