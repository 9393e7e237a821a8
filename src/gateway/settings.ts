/** Where nginx listens, each as `8443`, `host:port` or `[::1]:8443`. */
export interface ListenSettings {
  /** Listeners that speak TLS (https and wss). */
  readonly https?: string | readonly string[];
  /** Listeners that do not (http and ws). */
  readonly http?: string | readonly string[];
}

/** A proxy, load balancer or CDN in front of nginx. */
export interface HopSettings {
  /** What to call it, such as `alb`. */
  readonly name: string;
  /** How long it lets a tunnel be silent, such as `60s`. */
  readonly idleTimeout?: string;
  /** Addresses or CIDR blocks it connects from; what it says of the client is believed only from there. */
  readonly addresses?: readonly string[];
}

/** Where the logs are written, and how. */
export interface LogSettings {
  /** Folder of access.log, error.log and info.log. */
  readonly folder?: string;
  /** One JSON object a line, or text for eyes and `grep`. Default `json`. */
  readonly format?: 'json' | 'text';
}

/** How much a finding weighs, for a check or as a threshold. */
export type SeveritySetting = 'error' | 'warning' | 'advice';

/** What `fairlead check` goes by, beside heartbeat, hops and tunnels. */
export interface JudgementSettings {
  /** A client has to come back to the node that has its session: Socket.IO, SignalR and the like. */
  readonly nodesNeedSession?: boolean;
  /** The version whose rules and defaults hold, such as `1.26.3`. Default: that of this machine. */
  readonly nginxVersion?: string;
  /** By a check's id: how much its findings weigh, or that it is not judged. */
  readonly severities?: Readonly<Record<string, SeveritySetting | 'off'>>;
  /** Ids of the checks that are judged, and no others. */
  readonly only?: readonly string[];
  /** From which severity on the exit status is 1. Default `error`. */
  readonly failOn?: SeveritySetting | 'never';
  /** A file of findings that are known; from the folder of `fairlead.config.*`. */
  readonly baseline?: string;
}

/** What `fairlead.config.js` or `fairlead.config.json` may say; every field is optional. */
export interface Settings extends JudgementSettings {
  readonly listen?: ListenSettings;
  /** Names that this server answers to; requests for other names get 421. Without any, it answers to all. */
  readonly serverNames?: readonly string[];
  /** PEM files, a certificate made at once for development, or no TLS at all. */
  readonly tls?: { readonly certificate: string; readonly key: string } | 'development' | 'none';
  /** Paths that carry WebSockets, such as `/ws/`. Default `/`; everything else is plain HTTP. */
  readonly paths?: readonly string[];
  /** The nodes: `host:port` or `unix:/path`. */
  readonly backends?: readonly string[];
  /** How often a ping or message crosses an otherwise silent tunnel, such as `25s`. */
  readonly heartbeat?: string;
  /** How long nginx lets a tunnel be silent. Default: from the heartbeat and the hops, or 1 h. */
  readonly idleTimeout?: string;
  /** How long nginx waits for a backend to accept a connection. Default `5s`. */
  readonly connectTimeout?: string;
  readonly hops?: readonly HopSettings[];
  /** How many tunnels are expected at once. Default 4096. */
  readonly tunnels?: number;
  /** Origins whose pages may open a WebSocket, such as `https://app.example.com`. Default: all. */
  readonly origins?: readonly string[];
  /** `keep`: a plain request leaves its upstream connection open for the next one. Default `keep`. */
  readonly plainRequests?: 'keep' | 'close';
  readonly logs?: LogSettings;
}

/** Gives an editor the types of the settings; returns them as they are. */
export function defineConfig(settings: Settings): Settings {
  return settings;
}
