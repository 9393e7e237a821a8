import type { Arrival } from './arrival.ts';
import type { FailureKind } from './failure.ts';
import type {
  AcceptanceEvidence,
  AuthEvidence,
  BigAnswerEvidence,
  BigRequestsEvidence,
  CachingEvidence,
  ChainEvidence,
  CrowdEvidence,
  DyingBackendEvidence,
  ErrorLogEvidence,
  PagePoliciesEvidence,
  PlainPostEvidence,
  ProxyProtocolEvidence,
  SessionsEvidence,
  SilenceEvidence,
  TogetherEvidence,
  UriEvidence,
  WireEvidence,
} from './lab-evidence.ts';

/** What `nginx -t` said of the configuration. */
export interface ConfigTestEvidence {
  readonly ok: boolean;
  readonly messages: readonly {
    readonly level: string;
    readonly text: string;
    readonly file?: string;
    readonly line?: number;
  }[];
}

/** How a handshake was answered, seen from the client. */
export interface HandshakeEvidence {
  /** Status code, or null where no answer came. */
  readonly status: number | null;
  /** Why no answer came, or null where one did. */
  readonly failure: FailureKind | null;
  /** Target of a redirect. */
  readonly location: string | null;
  /** Why no answer came, or how the answer begins where it is not 101. */
  readonly detail: string;
  /** Milliseconds from the first byte sent to the end of the response head. */
  readonly ms: number;
  /** What is wrong with a 101 (RFC 6455 section 4.1). */
  readonly violations: readonly string[];
}

/** Whether a right handshake reached a backend; null where it did not. */
export interface DeliveryEvidence {
  readonly arrival: Arrival | null;
  /** What the client was answered. */
  readonly detail: string;
}

/** What a backend saw of a right handshake. */
export interface ArrivalEvidence {
  /** `Host` as it was sent. */
  readonly host: string;
  readonly arrival: Arrival;
}

/** Plain requests sent one after another over one client connection, through the WebSocket location. */
export interface PlainEvidence {
  readonly arrivals: readonly Arrival[];
}

/** What arrived of a handshake that lied about who sends it. */
export interface ForgedIdentityEvidence {
  /** Scheme that the client really used. */
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** Address that the client really has. */
  readonly client: string;
  /** The lie, a value that no header may carry on. */
  readonly lie: string;
  readonly arrival: Arrival;
}

/** What arrived of a request in absolute form whose `Host` names another host (RFC 9112 section 3.2.2). */
export interface AbsoluteFormEvidence {
  readonly host: string;
  /** The host that `Host` named, and that the backend must not see. */
  readonly lie: string;
  /** Null where nginx refused the request, which is as good. */
  readonly arrival: Arrival | null;
}

/** What arrived of handshakes that ask for something else than a WebSocket. */
export interface SmugglingEvidence {
  readonly attempts: readonly {
    /** The value of `Upgrade` that was sent. */
    readonly sent: string;
    /** The value that arrived, or null where the header, or the request, did not. */
    readonly arrived: string | null;
  }[];
}

/** How a handshake from a page of a foreign origin was answered. */
export interface ForeignOriginEvidence {
  readonly origin: string;
  readonly status: number | null;
}

/** Whether pushes came before the backend ended its answer. */
export interface StreamEvidence {
  readonly variants: readonly {
    /** What was asked for, such as `identity` or `gzip`. */
    readonly acceptEncoding: string;
    /** Whether the first event came while the backend held back the second. */
    readonly atOnce: boolean;
    readonly ms: number;
  }[];
}

/** Which nodes a client reached that keeps its cookies. */
export interface AffinityEvidence {
  /** How many nodes there are. */
  readonly nodes: number;
  /** Whether a client has to come back to the node that has its session. */
  readonly isNeeded: boolean;
  /** For each session the nodes that its requests reached, its handshake last. */
  readonly sessions: readonly (readonly string[])[];
}

/** Tunnels through a reload. */
export interface ReloadEvidence {
  /** How many were to be opened. */
  readonly asked: number;
  /** How many were open before it, and answered. */
  readonly tunnels: number;
  /** How many did not answer afterwards. */
  readonly dropped: number;
  /** Milliseconds after the reload at which the first of those ended; null where none did. */
  readonly droppedAfterMs: number | null;
  /** Milliseconds after the reload at which they were asked for the last time. */
  readonly watchedMs: number;
  /** By how much the timeouts were divided for this proof; the times above are in the user's own units. */
  readonly scale: number;
  /** Why the reload itself failed; null where it did not. */
  readonly refused: string | null;
}

/** How long a client waits for an answer where the backend takes no connection. Times in the user's own units. */
export interface DeadBackendEvidence {
  readonly status: number | null;
  readonly afterMs: number;
  /** By how much the timeouts were divided for this proof. */
  readonly scale: number;
}

/** The access log's line of a handshake that was sent for it. */
export interface AccessLogEvidence {
  /** The value of `Upgrade` that was sent, in letters that occur nowhere else. */
  readonly upgrade: string;
  readonly line: string | null;
}

/** All live evidence that there is, by name. */
export interface LiveEvidence {
  readonly configTest: ConfigTestEvidence;
  readonly handshake: HandshakeEvidence;
  readonly slashless: HandshakeEvidence;
  readonly delivery: DeliveryEvidence;
  readonly arrival: ArrivalEvidence;
  readonly plain: PlainEvidence;
  readonly forgedIdentity: ForgedIdentityEvidence;
  readonly absoluteForm: AbsoluteFormEvidence;
  readonly smuggling: SmugglingEvidence;
  readonly foreignOrigin: ForeignOriginEvidence;
  readonly stream: StreamEvidence;
  readonly affinity: AffinityEvidence;
  readonly reload: ReloadEvidence;
  readonly deadBackend: DeadBackendEvidence;
  readonly accessLog: AccessLogEvidence;
  readonly silence: SilenceEvidence;
  readonly streamSilence: SilenceEvidence;
  readonly acceptance: AcceptanceEvidence;
  readonly uri: UriEvidence;
  readonly wire: WireEvidence;
  readonly errorLog: ErrorLogEvidence;
  readonly auth: AuthEvidence;
  readonly proxyProtocol: ProxyProtocolEvidence;
  readonly pagePolicies: PagePoliciesEvidence;
  readonly caching: CachingEvidence;
  readonly bigRequests: BigRequestsEvidence;
  readonly bigAnswer: BigAnswerEvidence;
  readonly together: TogetherEvidence;
  readonly crowd: CrowdEvidence;
  readonly chain: ChainEvidence;
  readonly sessions: SessionsEvidence;
  readonly plainPost: PlainPostEvidence;
  readonly dyingBackend: DyingBackendEvidence;
}

/** A piece of evidence, or why there is none: not asked for (skipped), or not to be had (unknown). */
export type Gathered<Value> =
  | { readonly kind: 'got'; readonly value: Value }
  | { readonly kind: 'skipped'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };
