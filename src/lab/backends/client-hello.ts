import { latin1Text } from '../../probe/latin1.ts';

/** RFC 8446 5.1: type, version and length of a record. */
const RECORD_HEAD = 5;

/** RFC 8446 4.1.2: handshake type and length, version, random. */
const BEFORE_SESSION_ID = 4 + 2 + 32;

/** RFC 6066 3: the extension `server_name`, and its one kind of name. */
const SERVER_NAME = 0;
const HOST_NAME = 0;

/**
 * The server name of a ClientHello, null where it has none, or that more bytes are needed. A hello
 * that cannot be read has none. nginx sends its hello in one record.
 */
export function helloServerName(bytes: Uint8Array): string | null | 'more' {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.length < RECORD_HEAD) return 'more';
  const end = RECORD_HEAD + view.readUInt16BE(3);
  if (view.length < end) return 'more';
  try {
    return nameIn(view.subarray(RECORD_HEAD, end));
  } catch (error) {
    // A length that points behind the record.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** RFC 8446 4.1.2: session id, cipher suites and compression methods stand before the extensions. */
function nameIn(hello: Buffer): string | null {
  let at = BEFORE_SESSION_ID;
  at += 1 + hello.readUInt8(at);
  at += 2 + hello.readUInt16BE(at);
  at += 1 + hello.readUInt8(at);
  if (at === hello.length) return null;
  at += 2;
  while (at < hello.length) {
    const type = hello.readUInt16BE(at);
    const length = hello.readUInt16BE(at + 2);
    at += 4;
    if (type === SERVER_NAME) return firstName(hello.subarray(at, at + length));
    at += length;
  }
  return null;
}

/** RFC 6066 3: the list's length, then for each name its kind, its length and itself. */
function firstName(list: Buffer): string | null {
  if (list.readUInt8(2) !== HOST_NAME) return null;
  return latin1Text(list.subarray(5, 5 + list.readUInt16BE(3)));
}
