import { headersNamed } from '../nginx/model/headers.ts';
import type { Trace } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { listHasToken } from '../websocket/header.ts';
import { headerLines, writtenValue } from './header-lines.ts';
import { remembered } from './remembered.ts';

/**
 * What becomes of a header of the handshake: it arrives as it must; nobody can tell; no line in effect
 * sets it; or lines do, to something else.
 */
export type HeaderState = 'right' | 'unknown' | 'missing' | 'wrong';

/** A header that a backend needs to see a handshake, on its way upstream. */
export interface UpgradeHeader {
  readonly name: 'Upgrade' | 'Connection';
  readonly state: HeaderState;
  /** The lines in effect that set it, also to nothing, in nginx's order. */
  readonly lines: readonly Placed[];
  /** What is sent under the name; empty where nothing is, or nothing is known. */
  readonly sent: readonly string[];
}

/** Both of them; undefined where the handshake is not proxied. */
export interface UpgradeHeaders {
  readonly upgrade: UpgradeHeader;
  readonly connection: UpgradeHeader;
}

/** How `Upgrade` and `Connection` of a handshake go upstream (RFC 6455, section 4.2.1). */
export const upgradeHeadersOf: (trace: Trace) => UpgradeHeaders | undefined = remembered(
  (trace: Trace) => {
    if (trace.passing?.request === undefined) return undefined;
    return {
      upgrade: stateOf(trace, 'Upgrade', 'websocket'),
      connection: stateOf(trace, 'Connection', 'upgrade'),
    };
  },
);

function stateOf(trace: Trace, name: UpgradeHeader['name'], token: string): UpgradeHeader {
  const { passing, exchange } = trace;
  const lines = headerLines(exchange?.level, name);
  const headers = headersNamed(passing?.request?.headers ?? [], name.toLowerCase());
  const written = lines.map(writtenValue);
  const sent = headers.flatMap(({ value }) => value.text ?? []);
  const isRight = sent.some((text) => listHasToken(text, token));
  const isNever = written.some((text) => isConnectionNumber(text) || OF_ANSWER.test(text));
  const isKnown = isNever || headers.every(({ value }) => value.text !== undefined);
  const otherwise = lines.length === 0 ? 'missing' : 'wrong';
  const state = isRight ? 'right' : isKnown ? otherwise : 'unknown';
  return { name, state, lines, sent };
}

/** Whether a value is one of the numbers that nginx keeps of a connection, whatever it is then. */
export function isConnectionNumber(written: string): boolean {
  return /^\$\{?connection(?:_requests|_time)?\}?$/i.test(written);
}

/** Of an answer that has not come when the request goes out. */
const OF_ANSWER = /^\$\{?(?:sent|upstream)_http_\w+\}?$/i;
