import type { Arrival } from './arrival.ts';
import type { BackendKind, WireConnection } from './backend-kind.ts';

/** How something was answered, in short. */
export interface Answer {
  /** Status code, or null where no answer came. */
  readonly status: number | null;
  /** The status line and how the body begins, or why no answer came. */
  readonly detail: string;
}

/** How a handshake is taken by backends of each kind. */
export interface AcceptanceEvidence {
  /** The `Origin` that was sent: that of a page of the URL's own scheme and host. */
  readonly origin: string;
  readonly answers: readonly (Answer & { readonly kind: BackendKind })[];
}

/** The paths of handshakes as they were sent and as they arrived, without their queries. */
export interface UriEvidence {
  readonly attempts: readonly {
    readonly sent: string;
    /** Whether it is the path that is proven, or one below it that nobody asked for. */
    readonly isAsked: boolean;
    /** Null where it did not arrive. */
    readonly arrived: string | null;
    /** Whether the query that the URL has did not arrive with it. */
    readonly isQueryLost: boolean;
  }[];
}

/** What arrived on the wire of the backends while one handshake was sent. */
export interface WireEvidence extends Answer {
  readonly connections: readonly WireConnection[];
  /** `Host` as it was sent. */
  readonly sentHost: string;
  /** `Host` as the backend got it; null where it could read no request. */
  readonly host: string | null;
  /** What a backend answers that speaks TLS and wants to be told a server name; null where none was asked. */
  readonly byName: Answer | null;
}

/** The error log's lines of one right handshake. */
export interface ErrorLogEvidence extends Answer {
  readonly lines: readonly string[];
}

/** What is asked of others before a handshake goes on, and what it takes to be let through. */
export interface AuthEvidence {
  /** A handshake as a browser sends it. */
  readonly plain: Answer & {
    /** `WWW-Authenticate` of the answer. */
    readonly challenge: string | null;
  };
  /** The same with an `Authorization` header, which no page can set on a WebSocket. */
  readonly authorized: Answer;
  /** What arrived of the first one at the backends of the path, in order. */
  readonly arrivals: readonly Arrival[];
  /** What arrived of it at backends that the path does not lead to. */
  readonly elsewhere: readonly Arrival[];
  /** The error log's lines of the first one; none where the log is not at hand. */
  readonly log: readonly string[];
}

/** Handshakes without and with a line of the PROXY protocol in front. */
export interface ProxyProtocolEvidence {
  /** Whether the hop in front sends it; null where nobody said. */
  readonly expected: boolean | null;
  readonly without: Answer;
  readonly with: Answer;
}

/** The `Content-Security-Policy` headers of pages that may open the socket. */
export interface PagePoliciesEvidence {
  /** The socket's URL. */
  readonly url: string;
  readonly pages: readonly {
    /** The request target of the page. */
    readonly target: string;
    readonly status: number;
    readonly policies: readonly string[];
  }[];
}

/** Whether identical polling requests all reach a backend. */
export interface CachingEvidence {
  /** The socket's URL. */
  readonly url: string;
  readonly sent: number;
  readonly arrived: number;
  /** For how many seconds an answer may be kept that the backend said nothing of; 0 where it may not. */
  readonly keptForS: number;
}

/** Handshakes with long headers, the shortest first. */
export interface BigRequestsEvidence {
  readonly requests: readonly (Answer & {
    /** Length of the `Cookie` value that was sent. */
    readonly bytes: number;
  })[];
}

/** A handshake that the backend answers with a 101 whose headers are long. */
export interface BigAnswerEvidence extends Answer {
  /** The socket's URL. */
  readonly url: string;
  readonly log: readonly string[];
}

/** Tunnels opened one after another from one address, all held open. */
export interface TogetherEvidence {
  readonly asked: number;
  readonly opened: number;
  /** The answers to the handshakes that opened none. The first few end the attempt. */
  readonly refusals: readonly Answer[];
  /** The error log's lines of those; none where the log is not at hand. */
  readonly log: readonly string[];
}

/** As many tunnels at once as there are to be. */
export interface CrowdEvidence {
  /** How many there are to be; null where nobody said. */
  readonly declared: number | null;
  /** How many were tried: the number declared, or as many as can be tried here. */
  readonly asked: number;
  readonly opened: number;
  /** Of those that were opened, how many answer a ping when all are open. */
  readonly alive: number;
  /** What the first that could not be opened got instead; null where all were. */
  readonly failure: Answer | null;
}

/** Who says something in a tunnel while it is watched. */
export type Speaker = 'nobody' | 'client' | 'backend' | 'heartbeat';

/** What became of a tunnel that was watched. All times are in the user's own units. */
export interface WatchedTunnel {
  readonly speaker: Speaker;
  /** Milliseconds between two things said; null for nobody. */
  readonly everyMs: number | null;
  readonly watchedMs: number;
  /** Milliseconds of silence after which it ended; null where it did not end. */
  readonly endedMs: number | null;
  /** `open`, or how it ended, such as `FIN`. */
  readonly how: string;
}

/** What became of tunnels in which little or nothing is said. All times are in the user's own units. */
export interface SilenceEvidence {
  /** The silence that the tunnel must bear, in milliseconds. */
  readonly wantedMs: number;
  /** How often a heartbeat is sent, in milliseconds; `Infinity` for never, null where nobody said. */
  readonly heartbeatMs: number | null;
  /** By how much the timeouts were divided for this proof. */
  readonly scale: number;
  /** A tunnel in which nobody says anything. When it ended, in milliseconds; null where it did not. */
  readonly endedMs: number | null;
  readonly how: string;
  /** Tunnels in which one side, or a heartbeat, speaks. */
  readonly others: readonly WatchedTunnel[];
}

/** A handshake to the first hop, and to those behind it directly. */
export interface ChainEvidence {
  readonly outer: Answer;
  /** In the order in which a request goes through them. */
  readonly hops: readonly (Answer & { readonly name: string })[];
}

/** Polling sessions of Engine.IO that end in a handshake, each request over a connection of its own. */
export interface SessionsEvidence {
  readonly nodes: number;
  readonly sessions: readonly {
    /** The first answer by which a node did not know the session; null where all knew it. */
    readonly broken: Answer | null;
    /** The nodes that its requests reached, in order. */
    readonly reached: readonly string[];
  }[];
}

/** A POST with a body through the WebSocket location. */
export interface PlainPostEvidence extends Answer {
  /** Null where it did not get to a backend. */
  readonly arrival: Arrival | null;
}

/** An answer, and when it came. */
export interface TimedAnswer extends Answer {
  /** Milliseconds, in the user's own units where a timeout was waited for, else as it was. */
  readonly afterMs: number;
}

/** What the client gets where the backend dies in the handshake. */
export interface DyingBackendEvidence extends TimedAnswer {
  /** By how much the timeouts were divided for this proof. */
  readonly scale: number;
  readonly nodes: number;
  /** How many nodes got the handshake. */
  readonly tried: number;
  /** The same where it keeps the connection and never answers. */
  readonly silent: TimedAnswer;
}
