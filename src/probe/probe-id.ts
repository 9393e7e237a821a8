import { randomBytes } from 'node:crypto';
import type { HeaderPair } from '../websocket/header.ts';

/** Query parameter that carries a probe's id, so that logs and backends can tell its requests. */
export const ID_PARAMETER = 'fairlead-probe';

/** Query parameter by which a probe says what a backend of ours is to answer. */
export const ANSWER_PARAMETER = 'fairlead-answer';

/** The header that carries the id to backends to which a rewrite brings no query. */
export const ID_HEADER = 'Fairlead-Probe';

/** What every request of a probe says in `User-Agent`, where nothing else is asked for. */
export const USER_AGENT = 'fairlead';

const ID_BYTES = 8;

/** A fresh id: 16 hexadecimal digits. */
export function freshProbeId(): string {
  return randomBytes(ID_BYTES).toString('hex');
}

/** The request target with the id in its query, the rest of it as it was. */
export function mark(target: string, id: string): string {
  return `${target}${target.includes('?') ? '&' : '?'}${ID_PARAMETER}=${id}`;
}

/** A text, such as where a redirect leads, without the id that was sent. */
export function unmark(text: string, id: string): string {
  return text.replace(new RegExp(`[?&]${ID_PARAMETER}=${id}`), '');
}

/** The id as a header. */
export function markHeader(id: string): HeaderPair {
  return [ID_HEADER, id];
}
