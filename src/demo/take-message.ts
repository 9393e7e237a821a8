import type { NodeState } from './node-state.ts';
import type { FromNode, FromPage } from './page/wire.ts';

/** Takes what a session said, by whichever way it came, and returns what to answer. */
export async function takeMessage(
  message: FromPage,
  session: string,
  state: NodeState,
): Promise<FromNode[]> {
  switch (message.type) {
    case 'set':
      await state.set(session, message);
      return [{ type: 'ack', number: message.number }];
    case 'ping':
      return [{ type: 'pong', number: message.number, node: state.name }];
    case 'echo':
      return [message];
    case 'heartbeat':
      // That it came is all it says.
      return [];
  }
}
