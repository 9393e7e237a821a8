/** The process of one node: a child whose channel to the parent is its hub. */
import type { Hub, ToHub, ToNode } from './hub-messages.ts';
import { type RunningNode, startNode } from './node.ts';
import type { FromChild, StartNode, ToChild } from './node-process-messages.ts';

// Ctrl-C reaches every process of the terminal's group. The parent ends its nodes in good order; were they
// to die by themselves, their clients would never hear a goodbye.
process.on('SIGINT', () => undefined);
// Without its parent a node has no hub, and nobody to end it.
process.on('disconnect', () => process.exit(0));
process.once('message', (message: ToChild) => {
  if (message.type === 'start') void run(message);
});

async function run({ options }: StartNode): Promise<void> {
  try {
    const node = await startNode({ ...options, hub: hubAtTheParent() });
    tell({ type: 'ready', port: node.port, inspectPort: node.inspectPort });
    endWhenTold(node);
  } catch (error) {
    tell({ type: 'failed', why: error instanceof Error ? error.message : String(error) });
  }
}

function hubAtTheParent(): Hub {
  return {
    join(receive) {
      const listener = (message: ToChild): void => {
        if (isFromHub(message)) receive(message);
      };
      process.on('message', listener);
      tell({ type: 'join' });
      return {
        send: (message: ToHub) => tell(message),
        leave: () => process.off('message', listener),
      };
    },
  };
}

function isFromHub(message: ToChild): message is ToNode {
  return message.type !== 'start' && message.type !== 'stop';
}

function endWhenTold(node: RunningNode): void {
  process.on('message', (message: ToChild) => {
    if (message.type === 'stop') void node.close().then(() => process.exit(0));
  });
}

function tell(message: FromChild): void {
  process.send?.(message);
}
