/** Names by which the field calls what carries WebSockets and nothing else. */
const SOCKETS =
  /(?:^|[^a-z])(?:wss?|web-?sockets?|sockets?|live|realtime|real-time|cable|stomp|mqtt|subscriptions?|chat|notifications?|terminal|tty|vnc|vncwebsocket|websockify|hmr)(?:$|[^a-z])/i;

/** Protocols that fall back to plain requests on the same path, or begin with them. */
const POLLING =
  /(?:^|[^a-z])(?:socket\.?io|engine\.?io|sockjs|signalr|hubs?|faye|bayeux|cometd?|bosh|http-bind|(?:long-?)?poll(?:ing)?)(?:$|[^a-z])/i;

/** Names of answers that never end, over plain HTTP. */
const PUSHES =
  /(?:^|[^a-z])(?:sse|events?|event-?(?:stream|source)|streams?|streaming|mercure|long-?poll(?:ing)?)(?:$|[^a-z])/i;

export function isNamedForSockets(text: string): boolean {
  return SOCKETS.test(text);
}

export function isNamedForPolling(text: string): boolean {
  return POLLING.test(text);
}

export function isNamedForPushes(text: string): boolean {
  return PUSHES.test(text);
}
