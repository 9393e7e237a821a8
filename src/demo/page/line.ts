import type { FromNode, FromPage, Position, Transport } from './wire.ts';

/** How a line ended. */
export interface LineEnd {
  /** The close code; only WebSockets have one. */
  readonly code: number | undefined;
  readonly words: string;
}

/** What a line tells of itself, until it ends or is closed. */
export interface LineEvents {
  /** A message came; the first one is `hello`. */
  onMessage(message: FromNode): void;
  /** The node that answered a request, where each request may reach another one. */
  onNode(node: string): void;
  /** The line ended, or never came to be. Told once; not told of a line that was closed from here. */
  onEnd(end: LineEnd): void;
}

/** A line to the backend, over one transport. */
export interface Line {
  send(message: FromPage): void;
  close(): void;
}

/** What a line needs to know to be opened. */
export interface LineTarget {
  /** The address of the page. */
  readonly origin: string;
  readonly session: string;
  /** How far the page has followed the board at this moment; undefined for a page that is new. */
  position(): Position | undefined;
}

/** Opens a line. Never throws: what goes wrong is told by `onEnd`. */
export type OpenLine = (target: LineTarget, events: LineEvents) => Line;

/** The way to open a line over each transport. */
export type Openers = Readonly<Record<Transport, OpenLine>>;
