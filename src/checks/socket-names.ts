/** Words by which the field calls what carries WebSockets and nothing else. */
const SOCKETS_ALONE = word(
  'wss?|web-?sockets?|sockets?|cable|stomp|mqtt|tty|vnc|vncwebsocket|websockify|hmr',
);

/** Words for what comes as it happens: through a WebSocket, or as an answer that goes on and on. */
const LIVELY = word('live|realtime|real-time|subscriptions?|chat|notifications?|terminal');
const FLOWING = word('stream(?:ing)?|push');

/** Those that are as often given to server-sent events and to answers in pieces. */
const AS_OFTEN_PUSHES = word('stream(?:ing)?|push|notifications?');
/** The chat of the documentation is a socket; that of an API is asked by POST, and answers in pieces. */
const CHAT_OF_API = /\/(?:api|v\d+)\/(?:.*\/)?chat\b/i;

/** Protocols that carry WebSockets as a rule, and plain requests on the same path. */
const FALLING_BACK = word(
  'socket\\.?io|sockjs|engine\\.?io|hubs?|signalr|faye|bayeux|phoenix|_stcore',
);

/** Protocols that fall back to plain requests on the same path, or begin with them. */
const POLLING = word(
  'socket\\.?io|engine\\.?io|sockjs|signalr|hubs?|blazor|faye|bayeux|cometd?|bosh|http-bind|(?:long-?)?poll(?:ing)?',
);

/** Names of answers that stay open, over plain HTTP; `completions` are those of language models. */
const EVENTS = word('sse|events?|event-?(?:stream|source)|mercure|completions');
const STREAMS = word('streams?|streaming');
/** Answers that wait for a message and end with it. */
const LONG_POLLS = word('long-?poll(?:ing)?');

/** SignalR and SockJS begin with them: a POST, and a GET. */
const NEGOTIATIONS = lastWord('negotiate');
const INFO_OF_SOCKJS = /sockjs\b.*\/info\/?\$?$/i;
/** What SockJS and Phoenix ask for where no socket gets through. */
const FALLBACKS = lastWord(
  'long-?poll(?:ing)?|xhr(?:_send|_streaming)?|event-?source|htmlfile|jsonp(?:_send)?',
);

/** Files, and what a program says of itself or has besides: nobody's socket, also below the name of one. */
const ENDINGS = 'm?js|map|css|html?|json|txt|png|svg|ico';
const FILES = new RegExp(`\\.\\(?(?:\\?:)?(?:${ENDINGS})(?:\\|(?:${ENDINGS}))*\\)?\\$?$`, 'i');
const PAGES = lastWord(
  'info|status|stats|health(?:z|-?check)?|ping|readyz?|livez|metrics|version|static|assets|docs?|login|logout|uploads?',
);
const SIDELINES = /-(?:client|admin|ui|docs)\/?$/i;
/** What RFC 8615 and OAuth ask for by plain HTTP alone. */
const FOR_HTTP_ALONE = /^(?:= |\^~ )?\/(?:\.well-known|oauth2?)\//i;

function word(alternatives: string): RegExp {
  return new RegExp(`(?:^|[^a-z])(?:${alternatives})(?:$|[^a-z])`, 'i');
}

/** The last part of a path, or of an expression that ends with nothing but such. */
function lastWord(names: string): RegExp {
  return new RegExp(`/(?:\\((?:\\?:)?)?(?:${names})(?:\\|(?:${names}))*\\)?/?\\$?$`, 'i');
}

/** Whether a name is one of those that are as a rule given to sockets of their own. */
export function isNamedForSockets(text: string): boolean {
  return SOCKETS_ALONE.test(text) || LIVELY.test(text);
}

/** Whether no other meaning of a name is known than that WebSockets come there. */
export function isSurelyForSockets(text: string): boolean {
  return SOCKETS_ALONE.test(text) || FALLING_BACK.test(text);
}

/** Whether WebSockets may be meant by a name, or something else that is live. */
export function mayBeForSockets(text: string): boolean {
  return LIVELY.test(text) || FLOWING.test(text);
}

/** Whether a name that may be one for sockets is as often one for what is pushed over plain HTTP. */
export function isAsOftenForPushes(text: string): boolean {
  return AS_OFTEN_PUSHES.test(text) || CHAT_OF_API.test(text);
}

export function isNamedForPolling(text: string): boolean {
  return POLLING.test(text);
}

/** Whether answers that stay open go by a name. */
export function isNamedForPushes(text: string): boolean {
  return EVENTS.test(text) || STREAMS.test(text);
}

/** Whether a name is one of those that WebSockets do not go by. */
export function isSurelyForPushes(text: string): boolean {
  return EVENTS.test(text) || LONG_POLLS.test(text);
}

/** Whether a library asks there for the terms of its socket, by a plain request. */
export function isNegotiation(text: string): boolean {
  return NEGOTIATIONS.test(text) || INFO_OF_SOCKJS.test(text);
}

/** Whether a library asks there by plain requests, in place of its socket. */
export function isFallback(text: string): boolean {
  return FALLBACKS.test(withoutOption(text));
}

/** Whether files or pages go by a name, whatever name they stand under. */
export function isForPages(text: string): boolean {
  return [FILES, PAGES, SIDELINES, FOR_HTTP_ALONE].some((names) => names.test(text));
}

/** An expression without what it may end with or not: `xhr(_send)?$` is `xhr$`. */
function withoutOption(text: string): string {
  return text.replace(/\([^()]*\)\?(?=\$?$)/, '');
}
