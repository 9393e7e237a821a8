import type { Header } from './model-port.ts';
import type { LoggedPlace } from './print-configuration.ts';

/** A request as it arrived at a backend. */
export interface Arrived {
  /** Address of the backend, as nginx writes it in `$upstream_addr`. */
  readonly backend: string;
  /** The first line. */
  readonly line: string;
  readonly headers: readonly Header[];
}

/** What a client got. */
export interface Answered {
  /** Null where the connection ended without an answer. */
  readonly status: number | null;
  readonly location: string | null;
}

/** What really happened to a request. */
export interface Observed extends Answered {
  /** What nginx's access log has, also where no client sees it. */
  readonly loggedStatus: number;
  /** Which server, location or `if` it ended in. */
  readonly place: LoggedPlace;
  /** What a backend got for the request itself, not for a subrequest; null where none did. */
  readonly upstream: Arrived | null;
}
