import type { FromNode, Transport } from './page/wire.ts';

/** Bytes that may wait for a client that does not read, before it is given up. */
export const UNREAD_LIMIT: number = 1024 * 1024;

/** One page on one line, as its node sees it: a WebSocket, an event stream, or a poll that is being held. */
export interface Client {
  readonly session: string;
  readonly transport: Transport;
  send(message: FromNode): void;
  /** Sends a heartbeat. A client that did not answer the one before is ended. */
  beat(): void;
  /** Ends the line at once and without a goodbye, as a network that fails would. */
  cut(): void;
  /** Ends the line in good order: the node is going away. */
  close(): void;
}
