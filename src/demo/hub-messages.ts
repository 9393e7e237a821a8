import type { BoardState } from './board.ts';
import type { Change, Transport } from './page/wire.ts';

/** What a node asks of the hub. Each request is answered with `done`, after what it brought about was told to all. */
export type ToHub =
  | {
      readonly type: 'set';
      readonly request: number;
      readonly session: string;
      /** The session's own count of its changes. */
      readonly number: number;
      readonly lamp: number;
      readonly lit: boolean;
      readonly node: string;
    }
  | {
      readonly type: 'cut';
      readonly request: number;
      readonly session: string;
      readonly transports: readonly Transport[];
    };

/** What the hub tells a node: `state` once, first; then everything that happens, in order. */
export type ToNode =
  | {
      readonly type: 'state';
      readonly board: BoardState;
      readonly cuts: readonly (readonly [session: string, transports: readonly Transport[]])[];
    }
  | { readonly type: 'change'; readonly change: Change }
  | { readonly type: 'cut'; readonly session: string; readonly transports: readonly Transport[] }
  | { readonly type: 'done'; readonly request: number };

/** The hub as a node sees it: an object in the same process, or the parent process at the end of a channel. */
export interface Hub {
  /** Joins a node. `receive` gets the present state first, then every later change without a gap. */
  join(receive: (message: ToNode) => void): HubLink;
}

/** A node's end of the hub. */
export interface HubLink {
  send(message: ToHub): void;
  leave(): void;
}
