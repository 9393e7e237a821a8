import type { Connection } from '../../probe/connection.ts';
import { MAX_HEAD_BYTES } from '../../probe/head-reader.ts';
import { latin1Text } from '../../probe/latin1.ts';
import { quoted } from '../../probe/response-head.ts';
import { concatBytes } from '../../websocket/bytes.ts';
import type { HeaderPair } from '../../websocket/header.ts';

/** A request's line and header fields, as they arrived. */
export interface RequestHead {
  readonly requestLine: string;
  readonly method: string;
  readonly target: string;
  /** Such as `1.1`. */
  readonly httpVersion: string;
  /** In the order and letter case of arrival, repeats kept. */
  readonly headers: readonly HeaderPair[];
  /** Why no server takes it, as a sentence; null where it is well formed. */
  readonly fault: string | null;
}

const END = '\r\n\r\n';

/** RFC 9112 3. The target may hold spaces here, so that what nginx sent is told in full. */
const REQUEST_LINE = /^(\S+) (.*) HTTP\/(\d\.\d)$/;

/** Reads the next head and leaves what follows it unread; null where the connection ended before. */
export async function readRequestHead(connection: Connection): Promise<RequestHead | null> {
  let bytes: Uint8Array = new Uint8Array(0);
  for (;;) {
    const reading = await connection.read(Number.POSITIVE_INFINITY);
    if (reading.kind !== 'bytes') return null;
    bytes = concatBytes([bytes, reading.bytes]);
    const end = latin1Text(bytes).indexOf(END);
    if (end === -1 && bytes.length <= MAX_HEAD_BYTES) continue;
    const size = end === -1 ? bytes.length : end + END.length;
    connection.unread(bytes.subarray(size));
    return parseRequestHead(latin1Text(bytes.subarray(0, size)));
  }
}

/** Reads the text of a head, the empty line that ends it included. Never throws. */
export function parseRequestHead(text: string): RequestHead {
  const [requestLine = '', ...lines] = text.replace(/(?:\r\n)+$/, '').split('\r\n');
  const headers = lines.map(readField);
  const [, method = '', target = '', httpVersion = '1.1'] = REQUEST_LINE.exec(requestLine) ?? [];
  const head = { requestLine, method, target, httpVersion, headers };
  return { ...head, fault: faultOf(text, requestLine, target, lines) };
}

/** RFC 9112 5: the white space around a value does not belong to it. */
function readField(line: string): HeaderPair {
  const colon = line.indexOf(':');
  if (colon === -1) return [line, ''];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')];
}

function faultOf(
  text: string,
  requestLine: string,
  target: string,
  lines: readonly string[],
): string | null {
  if (!text.endsWith(END)) return `The head has more than ${MAX_HEAD_BYTES} bytes.`;
  if (target === '' || /\s/.test(target)) {
    return `Got the request line ${quoted(requestLine)}; expected a method, a target without spaces and a version.`;
  }
  const broken = lines.find((line) => !/^[^\s:]+:/.test(line));
  return broken === undefined
    ? null
    : `Got the header line ${quoted(broken)}; expected "Name: value".`;
}
