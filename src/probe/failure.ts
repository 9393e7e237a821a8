/** Why a probe got no answer. */
export type FailureKind =
  /** Nothing listens there. */
  | 'refused'
  /** It took longer than was given. */
  | 'timeout'
  /** No TLS, or a certificate that is not trusted. */
  | 'tls'
  /** The name has no address. */
  | 'dns'
  /** No route to the address. */
  | 'unreachable'
  /** The other side reset the connection. */
  | 'reset'
  /** The other side closed the connection before its answer was complete. */
  | 'closed'
  /** What came is not HTTP. */
  | 'protocol'
  /** This machine could not: no free port or descriptor, no permission. */
  | 'local';

/** A failure of the outside world, as a value. */
export interface Failure {
  readonly kind: FailureKind;
  /** What was tried and what happened, as a sentence. */
  readonly message: string;
}

/** The outcome of an attempt that got no answer. */
export interface Failed {
  readonly kind: 'failed';
  readonly failure: Failure;
}

/** Wraps a failure as the outcome of an attempt. */
export function failed(kind: FailureKind, message: string): Failed {
  return { kind: 'failed', failure: { kind, message } };
}
