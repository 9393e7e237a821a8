import type { SocketPath } from './configuration.ts';
import { isNamedForPolling } from './socket-names.ts';

/** Whether a client has to come back to its node: the user said so, or it polls, by what names say. */
export function needsItsNode(path: SocketPath, backend: string): boolean {
  const { handshake, facts } = path;
  const names = [handshake.request.target, handshake.location?.pattern ?? '', backend];
  return facts.nodesNeedSession || (names.some(isNamedForPolling) && !isWithoutPolling(path));
}

/** The handshake of a client that was told to use WebSockets alone has no session to come back to. */
function isWithoutPolling({ handshake }: SocketPath): boolean {
  const { target } = handshake.request;
  return /[?&]transport=websocket\b/.test(target) && !/[?&]sid=/.test(target);
}
