import type { Arrival } from './arrival.ts';
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

/** A path whose backend tells what arrives. */
export interface InspectedPath {
  readonly path: LivePath;
  readonly inspector: Inspector;
}

/** The nginx on the path, where it is at hand. */
export interface NginxControl {
  /** `nginx -t`. */
  test(): Promise<ConfigTestEvidence>;
  /** Reloads; the reason where nginx refused to, else null. */
  reload(): Promise<string | null>;
  /** The newest line of the access log that holds the text, waited for up to the path's time-out. */
  accessLogLine(text: string): Promise<string | null>;
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
  /** How long a tunnel must bear silence, in milliseconds, and how long one may be waited for. */
  readonly silence?: { readonly wantedMs: number; readonly patienceMs: number };
  /** How many tunnels are held through a reload, over which path, and how long they are watched after it. */
  readonly reload?: {
    readonly path: LivePath;
    readonly tunnels: number;
    readonly watchMs: number;
  };
}
