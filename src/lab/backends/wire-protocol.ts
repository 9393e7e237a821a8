import type { WireProtocol } from '../../probe/backend-kind.ts';
import { latin1Text } from '../../probe/latin1.ts';

/** RFC 9113 3.4: how a client's connection preface begins. */
const HTTP2_PREFACE = 'PRI * HTTP/2.0';

/** RFC 8446 5.1: a record of type handshake, in the version that every TLS sends there. */
const TLS_HANDSHAKE = [0x16, 0x03];

/** FastCGI specification 8: version 1, FCGI_BEGIN_REQUEST. */
const FASTCGI_BEGIN = [0x01, 0x01];

/** The uwsgi protocol: modifier1 0, two bytes of length, modifier2 0. */
const UWSGI_LENGTH = 4;

/** SCGI: the length of the headers as a netstring has it, then the field that must come first. */
const SCGI_START = /^\d{1,9}:CONTENT_LENGTH/;
const SCGI_BEGUN = /^\d{1,9}(?::[A-Z_]{0,13})?$/;

/** RFC 9110 5.6.2: what a method is made of. */
const TOKEN_START = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]/;

/** The protocol that the first bytes of a connection are of, or that more of them are needed. */
export function wireProtocol(bytes: Uint8Array): WireProtocol | 'more' {
  const [first, second, , fourth] = bytes;
  if (first === undefined) return 'more';
  if (first === TLS_HANDSHAKE[0]) return ofTwo(second, TLS_HANDSHAKE, 'tls');
  if (first === FASTCGI_BEGIN[0]) return ofTwo(second, FASTCGI_BEGIN, 'fastcgi');
  if (first === 0) {
    if (bytes.length < UWSGI_LENGTH) return 'more';
    return fourth === 0 ? 'uwsgi' : 'unknown';
  }
  return textProtocol(latin1Text(bytes.subarray(0, 32)));
}

function ofTwo(
  second: number | undefined,
  [, expected]: readonly number[],
  protocol: WireProtocol,
): WireProtocol | 'more' {
  if (second === undefined) return 'more';
  return second === expected ? protocol : 'unknown';
}

function textProtocol(text: string): WireProtocol | 'more' {
  if (text.startsWith(HTTP2_PREFACE)) return 'h2';
  if (SCGI_START.test(text)) return 'scgi';
  if (HTTP2_PREFACE.startsWith(text) || SCGI_BEGUN.test(text)) return 'more';
  return TOKEN_START.test(text) ? 'http/1' : 'unknown';
}
