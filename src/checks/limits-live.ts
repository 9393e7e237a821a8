import type { TogetherEvidence } from '../probe/lab-evidence.ts';
import { type LiveRule, live } from './check.ts';

/** A burst of five on top of the first is what the rule for the configuration calls enough. */
const ENOUGH_QUICK = 6;

/** How many tunnels one address may have. */
export const limitsLive: LiveRule = live(['together'], function* ({ together }) {
  const { asked, opened, refusals } = together;
  const [refusal] = refusals;
  if (refusal === undefined) return `${opened} tunnels at once from one address`;
  if (opened === 0) return { cannotTell: `not even one tunnel could be opened: ${refusal.detail}` };
  const said = `${opened} tunnels from one address, then ${refusal.detail}`;
  const limit = limitOf(together);
  if (limit === 'rate') {
    if (opened >= ENOUGH_QUICK) return `${opened} quick handshakes, then ${refusal.detail}`;
    yield {
      message: `After ${opened} quick handshakes of one address the next gets ${refusal.detail} (limit_req): a client that reconnects, or polls, is locked out. Give the location of the socket a burst.`,
    };
  } else {
    yield {
      message: `After ${opened} open tunnels of one address the next handshake gets ${refusal.detail}${limit === 'count' ? ' (limit_conn)' : ''}, of ${asked} that were tried: a user with some tabs, or an office behind one address, is locked out. Allow more where sockets are served, or count by user.`,
    };
  }
  return said;
});

/** Which limit refused, as the error log says it. */
function limitOf({ log }: TogetherEvidence): 'count' | 'rate' | 'unknown' {
  if (log.some((line) => line.includes('limiting connections by zone'))) return 'count';
  return log.some((line) => line.includes('limiting requests')) ? 'rate' : 'unknown';
}
