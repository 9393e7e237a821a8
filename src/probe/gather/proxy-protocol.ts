import type { ProxyProtocolEvidence } from '../lab-evidence.ts';
import { answerOf } from './answer-of.ts';
import { fromLab, type Gatherer, got } from './gatherer.ts';
import { sendHandshake } from './send-handshake.ts';

/** The same handshake without and with a line of the PROXY protocol in front. */
export const gatherProxyProtocol: Gatherer<ProxyProtocolEvidence> = fromLab(
  async ({ path }, { proxyProtocolExpected = null }) => {
    const without = await sendHandshake({ ...path, proxyProtocol: false });
    const withLine = await sendHandshake({ ...path, proxyProtocol: true });
    return got({
      expected: proxyProtocolExpected,
      without: answerOf(without.evidence),
      with: answerOf(withLine.evidence),
    });
  },
);
