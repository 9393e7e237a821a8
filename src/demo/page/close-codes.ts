/** What a close code means to someone who watches (RFC 6455, section 7.4.1). */
const MEANINGS: ReadonlyMap<number, string> = new Map([
  [1000, 'closed in good order: the work was done'],
  [1001, 'the other end is going away'],
  [1002, 'a frame broke the protocol'],
  [1003, 'a message of a kind that is not taken'],
  [1005, 'a close frame without a code'],
  [1006, 'the line was cut without a close frame'],
  [1007, 'a text that is not UTF-8'],
  [1008, 'a message that is not allowed'],
  [1009, 'a message that is too big'],
  [1010, 'an extension is missing'],
  [1011, 'the other end met an error'],
  [1012, 'the service restarts'],
  [1013, 'try again later'],
  [1014, 'a gateway got no valid answer'],
  [1015, 'the TLS handshake failed'],
]);

/** Says in words why a socket closed. `opened` is false where the handshake itself failed. */
export function describeClose(code: number, reason: string, opened: boolean): string {
  // A browser says 1006 and no more when the answer to the handshake was not 101.
  if (!opened && code === 1006) return 'the handshake failed: no 101 came back';
  const meaning = MEANINGS.get(code) ?? 'a code that is the application’s own';
  return reason === '' ? meaning : `${meaning} (“${reason}”)`;
}
