import type { Line, LineEvents, LineTarget } from './line.ts';
import { liveUrl } from './live-url.ts';
import { openUplink } from './uplink.ts';
import { type Answer, LIVE_PATHS } from './wire.ts';

/** Opens a line over long-polling; what the page says is posted. */
export function openPollingLine(target: LineTarget, events: LineEvents): Line {
  const closed = new AbortController();
  const close = (): void => {
    closed.abort();
    uplink.close();
  };
  const end = (words: string): void => {
    if (closed.signal.aborted) return;
    close();
    events.onEnd({ code: undefined, words });
  };
  const uplink = openUplink(target, { ...events, onEnd: ({ words }) => end(words) });
  pollUntilClosed(target, events, closed.signal).catch((error: Error) => end(error.message));
  return { send: uplink.send, close };
}

async function pollUntilClosed(
  target: LineTarget,
  events: LineEvents,
  signal: AbortSignal,
): Promise<void> {
  for (let first = true; !signal.aborted; first = false) {
    const url = liveUrl(LIVE_PATHS.poll, target);
    if (first) url.searchParams.set('hello', '');
    const { node, messages } = await poll(url, signal);
    if (signal.aborted) return;
    events.onNode(node);
    for (const message of messages) events.onMessage(message);
  }
}

async function poll(url: URL, signal: AbortSignal): Promise<Answer> {
  const brokeOff = (): never => {
    throw new Error('the poll broke off');
  };
  const response = await fetch(url, { signal, cache: 'no-store' }).catch(brokeOff);
  if (!response.ok) throw new Error(`the poll was refused with ${response.status}`);
  return await response.json().catch(brokeOff);
}
