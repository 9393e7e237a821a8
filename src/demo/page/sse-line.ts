import type { Line, LineEvents, LineTarget } from './line.ts';
import { liveUrl } from './live-url.ts';
import { openUplink } from './uplink.ts';
import { LIVE_PATHS } from './wire.ts';

/** Opens a line over an event stream; what the page says is posted. */
export function openSseLine(target: LineTarget, events: LineEvents): Line {
  const source = new EventSource(liveUrl(LIVE_PATHS.events, target));
  let opened = false;
  const close = (): void => {
    // Closed before its own reconnecting begins: that would ask for changes that the page has meanwhile.
    source.close();
    uplink.close();
  };
  const end = (words: string): void => {
    close();
    events.onEnd({ code: undefined, words });
  };
  const uplink = openUplink(target, {
    ...events,
    // A posted message may reach another node; the page is on the one that has its stream.
    onNode: () => undefined,
    onEnd: ({ words }) => end(words),
  });
  source.addEventListener('open', () => {
    opened = true;
  });
  source.addEventListener('message', (event) => {
    events.onMessage(JSON.parse(String(event.data)));
  });
  source.addEventListener('error', () => {
    end(opened ? 'the event stream broke off' : 'the event stream was refused');
  });
  return { send: uplink.send, close };
}
