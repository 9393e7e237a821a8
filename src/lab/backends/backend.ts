import type { Callbacks } from '../../probe/callbacks.ts';
import type { HeldStreams } from '../../probe/held-streams.ts';
import type { EngineIoSessions } from './engine-io.ts';
import type { Ledger } from './ledger.ts';
import type { ToMeant } from './meant-addresses.ts';

/** What a backend knows beside the connection that it serves. */
export interface Backend {
  readonly name: string;
  /** Names of the backends that a path leads to. Shared by all, like the next three. */
  readonly nodes: ReadonlySet<string>;
  readonly ledger: Ledger;
  readonly heldStreams: HeldStreams;
  /** Each says something through a tunnel. */
  readonly speakers: Callbacks;
  /** Its own: no other node knows them. */
  readonly sessions: EngineIoSessions;
  readonly toMeant: ToMeant;
}
