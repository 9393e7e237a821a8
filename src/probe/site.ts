import type { Arrival } from './arrival.ts';
import type { BackendKind, WireConnection } from './backend-kind.ts';
import type { ConfigTestEvidence } from './evidence.ts';
import type { LivePath } from './live-path.ts';

/** What a backend tells of itself, beside the path that is proven. */
export interface Inspector {
  /** How many nodes there are. */
  readonly nodes: number;
  /** What arrived of the requests of a probe, on all nodes, in order. */
  arrivals(probe: string): Promise<readonly Arrival[]>;
  /** Lets the streams that the backend holds back for a probe go on. */
  release(probe: string): Promise<void>;
}

/** Backends of the lab: they can be told how to answer, and see more than whole requests. */
export interface LabInspector extends Inspector {
  /** From now on handshakes of this probe are answered so; `strict` where nobody said. */
  answerAs(probe: string, kind: BackendKind): void;
  /** What arrived of a probe at backends that the path does not lead to: those of `auth_request`. */
  elsewhere(probe: string): readonly Arrival[];
  /** How many connections have been accepted; what `connectionsSince` counts from. */
  connectionCount(): number;
  /** Connections that arrived at the nodes of the path after so many had. */
  connectionsSince(count: number): readonly WireConnection[];
  /** The bytes that arrived on a connection of a node, such as an arrival names; at most the first 64 KiB. */
  received(node: string, connection: number): Uint8Array;
  /** Sends a short message through the open tunnels of a probe, unasked. */
  speak(probe: string): void;
}

/** A path whose backend tells what arrives. */
export interface InspectedPath {
  readonly path: LivePath;
  readonly inspector: Inspector;
}

/** A path to backends of the lab. */
export interface LabPath extends InspectedPath {
  readonly inspector: LabInspector;
}

/** How long a tunnel must bear silence, and how long one may be waited for. */
export interface SilenceWish {
  /** The path; that of the site where left out. */
  readonly path?: LivePath;
  /** In the user's own units, in milliseconds. */
  readonly wantedMs: number;
  /** As long as may really be waited, in milliseconds. */
  readonly patienceMs: number;
  /** By how much the path's timeouts are divided; 1 where left out. */
  readonly scale?: number;
  /** In the user's own units; `Infinity` for never, left out where nobody said. */
  readonly heartbeatMs?: number;
  /** Whether a stream server passes the tunnel on, and no HTTP server sees it. */
  readonly isStream?: boolean;
  /** Tells the backend to speak; without it nobody hears what the backend alone would do. */
  readonly inspector?: LabInspector;
}

/** The nginx on the path, where it is at hand. */
export interface NginxControl {
  /** `nginx -t`. */
  test(): Promise<ConfigTestEvidence>;
  /** Reloads; the reason where nginx refused to, else null. */
  reload(): Promise<string | null>;
  /** The newest line of the access log that holds the text, waited for up to the path's time-out. */
  accessLogLine(text: string): Promise<string | null>;
  /** The lines of the error log that hold the text, as they are now. */
  errorLogLines?(text: string): Promise<readonly string[]>;
}

/** All that live evidence can be gathered from. What is left out makes its evidence not judged. */
export interface Site {
  /** The path as clients see it. */
  readonly outside: LivePath;
  /** The same configuration in front of a backend that tells what arrives; often the same path. */
  readonly inside?: InspectedPath;
  readonly nginx?: NginxControl;
  /** The same configuration in front of a backend that takes no connection; timeouts divided by `scale`. */
  readonly dead?: { readonly path: LivePath; readonly scale: number };
  /** Backends of the lab on the path of `inside`. */
  readonly lab?: LabPath;
  /**
   * The same with the lines of the user's that turn away who brings no password, cookie or the like,
   * where the other paths go without them.
   */
  readonly guarded?: LabPath;
  /** The same with those of these lines alone that ask for the Origin of a page. */
  readonly originGuarded?: LivePath;
  /**
   * Backends of the lab that may fail: nginx must not hold a node for failed there (`max_fails=0`),
   * as one probe would else keep the next from it. Timeouts divided by `scale`.
   */
  readonly failing?: LabPath & { readonly scale: number };
  readonly silence?: SilenceWish;
  /** How many tunnels are held through a reload, over which path, and how long they are watched after it. */
  readonly reload?: {
    readonly path: LivePath;
    readonly tunnels: number;
    /** As long as is really waited, in milliseconds. */
    readonly watchMs: number;
    /** By how much the timeouts are divided; 1 where left out. */
    readonly scale?: number;
  };
  /** How many tunnels are opened from one address, over which path. */
  readonly together?: { readonly path: LivePath; readonly tunnels: number };
  /** How many tunnels are opened at once to see whether there is room for them. */
  readonly crowd?: {
    readonly path: LivePath;
    readonly tunnels: number;
    /** How many there are to be; left out where nobody said. */
    readonly declared?: number;
  };
  /** The servers of the same configuration behind the first, in the order of a request. */
  readonly hops?: readonly { readonly name: string; readonly path: LivePath }[];
  /** Request targets of the pages that open the socket. */
  readonly pages?: readonly string[];
  /** Whether the hop in front sends the PROXY protocol; left out where nobody said. */
  readonly proxyProtocolExpected?: boolean;
  /** A client has to come back to the node that has its session. */
  readonly nodesNeedSession?: boolean;
}
