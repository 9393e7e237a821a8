import type { Site } from '../site.ts';

/** Paths of protocols that begin with polling, each request of which has to find its session. */
const POLLING = /\b(?:socket\.io|engine\.io|sockjs|signalr)\b/i;

/** Whether a client has to come back to the node that has its session. */
export function needsSession({ nodesNeedSession, outside }: Site): boolean {
  return nodesNeedSession === true || POLLING.test(outside.url.pathname);
}
