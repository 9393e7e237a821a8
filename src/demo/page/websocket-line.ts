import { describeClose } from './close-codes.ts';
import type { Line, LineEvents, LineTarget } from './line.ts';
import { liveUrl } from './live-url.ts';
import { LIVE_PATHS } from './wire.ts';

/** Opens a line over a WebSocket. */
export function openWebSocketLine(target: LineTarget, events: LineEvents): Line {
  const url = liveUrl(LIVE_PATHS.websocket, target);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const webSocket = new WebSocket(url);
  let opened = false;
  let closedFromHere = false;
  webSocket.addEventListener('open', () => {
    opened = true;
  });
  webSocket.addEventListener('message', (event) => {
    if (!closedFromHere) events.onMessage(JSON.parse(String(event.data)));
  });
  webSocket.addEventListener('close', ({ code, reason }) => {
    if (!closedFromHere) events.onEnd({ code, words: describeClose(code, reason, opened) });
  });
  return {
    send: (message) => webSocket.send(JSON.stringify(message)),
    close: () => {
      closedFromHere = true;
      webSocket.close();
    },
  };
}
