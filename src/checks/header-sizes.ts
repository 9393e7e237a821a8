/** Browsers take cookies of 4,096 bytes each (RFC 6265, section 6.1), and send them in one line. */
export const COOKIE = 4096;

/**
 * The path of Zero, whose client sends its first message and its token in `Sec-WebSocket-Protocol`
 * (`encodeSecProtocols` of rocicorp/mono's `zero-protocol/src/connect.ts`). A server names the protocol
 * that it takes (RFC 6455, section 4.2.2), and there is one: the whole of it comes back. How long the
 * answer of any other backend is, no configuration tells.
 */
export const ZERO: RegExp = /\/sync\/v\d+\/connect(?:\?|$)/;
