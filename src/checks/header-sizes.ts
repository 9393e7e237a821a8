/** Browsers take cookies of 4,096 bytes each (RFC 6265, section 6.1), and send them in one line. */
export const COOKIE = 4096;

/**
 * Backends whose answer to a handshake is long, by their paths, each by its own source. How long that of
 * any other is, no path tells.
 */
const LONG_ANSWERS = [
  {
    // The client sends its first message and its token in Sec-WebSocket-Protocol (`encodeSecProtocols` of
    // rocicorp/mono's `zero-protocol/src/connect.ts`). A server names the protocol that it takes (RFC 6455,
    // section 4.2.2), and there is one: the whole of it comes back.
    path: /\/sync\/v\d+\/connect(?:\?|$)/,
    why: 'this is the path of Zero, whose clients send their first message in Sec-WebSocket-Protocol, and whose server sends it back',
  },
];

/** Why the answer to a handshake for this request target is long; undefined where nothing is known of it. */
export function whyAnswerIsLong(target: string): string | undefined {
  return LONG_ANSWERS.find(({ path }) => path.test(target))?.why;
}
