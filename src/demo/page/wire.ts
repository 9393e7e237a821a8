/**
 * What the page and its nodes say to each other, over whichever transport.
 *
 * It lives with the page, because the page imports nothing from outside its folder; the node imports it from here.
 */

/** The paths of everything live: under one prefix, so that one nginx location carries handshakes and ordinary HTTP alike. */
export const LIVE_PATHS = {
  websocket: '/ws/',
  events: '/ws/events',
  poll: '/ws/poll',
  send: '/ws/send',
  cut: '/ws/cut',
} as const;

/** The ways in which a page can be reached, best first. */
export const TRANSPORTS = ['websocket', 'sse', 'polling'] as const;

/** One of the ways in which a page can be reached. */
export type Transport = (typeof TRANSPORTS)[number];

/** Lamps on the signal board, counted row by row from 0. */
export const LAMP_COLUMNS = 12;
export const LAMP_ROWS = 6;
export const LAMP_COUNT: number = LAMP_COLUMNS * LAMP_ROWS;

/** One step of the board: a lamp was lit or doused. Steps are counted from 1 without a gap. */
export interface Change {
  readonly step: number;
  readonly lamp: number;
  readonly lit: boolean;
  /** The node through which the change came in. */
  readonly node: string;
}

/** A request as a node saw it: what became of the page's own request on its way. */
export interface SeenRequest {
  readonly connection: number;
  readonly peer: string;
  readonly requestLine: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** What a node says to a page. `hello` is the first message on every line. */
export type FromNode =
  | {
      readonly type: 'hello';
      readonly node: string;
      /** Milliseconds between two heartbeats. */
      readonly heartbeatMs: number;
      readonly seen: SeenRequest;
    }
  | {
      /** The whole board: for a page that is new, or was away for too long to be told the changes. */
      readonly type: 'snapshot';
      readonly epoch: string;
      readonly step: number;
      readonly lit: readonly number[];
    }
  | ({ readonly type: 'change' } & Change)
  | { readonly type: 'ack'; readonly number: number }
  | { readonly type: 'heartbeat' }
  | { readonly type: 'pong'; readonly number: number; readonly node: string }
  | { readonly type: 'echo'; readonly data: unknown };

/** What a page says to a node. */
export type FromPage =
  | {
      readonly type: 'set';
      /** Counts the session's changes from 1: the board takes each once, however often it is sent. */
      readonly number: number;
      readonly lamp: number;
      readonly lit: boolean;
    }
  | { readonly type: 'heartbeat' }
  | { readonly type: 'ping'; readonly number: number }
  | { readonly type: 'echo'; readonly data: unknown };

/** The body of the answer to a poll, and to a message that was posted. */
export interface Answer {
  readonly node: string;
  readonly messages: readonly FromNode[];
}

/** How far a page has followed the board. Steps of another epoch, that is, of another run, say nothing. */
export interface Position {
  readonly epoch: string;
  readonly step: number;
}

/** A position as it stands in a query, such as `3f9a1c.42`. */
export function formatPosition(position: Position): string {
  return `${position.epoch}.${position.step}`;
}

/** The position that `text` names; undefined when it names none. */
export function parsePosition(text: string): Position | undefined {
  const match = /^([0-9a-f]+)\.(\d{1,15})$/.exec(text);
  if (match?.[1] === undefined) return undefined;
  return { epoch: match[1], step: Number(match[2]) };
}
