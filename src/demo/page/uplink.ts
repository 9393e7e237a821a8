import type { LineEvents, LineTarget } from './line.ts';
import { liveUrl } from './live-url.ts';
import { type Answer, type FromPage, LIVE_PATHS } from './wire.ts';

/** The way up, where the way down is plain HTTP. */
export interface Uplink {
  send(message: FromPage): void;
  close(): void;
}

/** Posts messages one after the other, so that they arrive in the order in which they were sent. */
export function openUplink(target: LineTarget, events: LineEvents): Uplink {
  const closed = new AbortController();
  let last: Promise<void> = Promise.resolve();
  const deliver = async (message: FromPage): Promise<void> => {
    if (closed.signal.aborted) return;
    const { node, messages } = await post(message, target, closed.signal);
    events.onNode(node);
    for (const answer of messages) events.onMessage(answer);
  };
  return {
    send: (message) => {
      last = last
        .then(() => deliver(message))
        .catch((error: Error) => {
          if (closed.signal.aborted) return;
          closed.abort();
          events.onEnd({ code: undefined, words: error.message });
        });
    },
    close: () => closed.abort(),
  };
}

async function post(message: FromPage, target: LineTarget, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(liveUrl(LIVE_PATHS.send, target), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(message),
    signal,
  }).catch(() => {
    throw new Error('a message could not be posted');
  });
  if (!response.ok) throw new Error(`a message was refused with ${response.status}`);
  return await response.json();
}
