import { type Failed, type FailureKind, failed } from './failure.ts';

/** How far an attempt to connect had come. */
export interface ConnectAttempt {
  /** Where to, as `host:port`. */
  readonly address: string;
  /** True from the moment when TCP stood and the TLS handshake was under way. */
  readonly inTls: boolean;
}

const BY_SYSTEM_CODE: Readonly<Record<string, [FailureKind, string]>> = {
  ECONNREFUSED: ['refused', 'nothing listens there (ECONNREFUSED)'],
  ETIMEDOUT: ['timeout', 'no answer came; a firewall may drop the packets (ETIMEDOUT)'],
  ENOTFOUND: ['dns', 'the name has no address (ENOTFOUND)'],
  EAI_AGAIN: ['dns', 'the name server gave no answer (EAI_AGAIN)'],
  EHOSTUNREACH: ['unreachable', 'there is no way to that host (EHOSTUNREACH)'],
  ENETUNREACH: ['unreachable', 'there is no way to that network (ENETUNREACH)'],
  ECONNRESET: ['reset', 'the connection was reset (ECONNRESET)'],
  EPIPE: ['reset', 'the connection was reset (EPIPE)'],
  EADDRNOTAVAIL: ['local', 'no free port here, or not a source address of ours (EADDRNOTAVAIL)'],
  EMFILE: ['local', 'no file descriptor is left; raise the limit of open files (EMFILE)'],
  EACCES: ['local', 'this machine does not permit it (EACCES)'],
  EPERM: ['local', 'this machine does not permit it (EPERM)'],
};

const BY_TLS_CODE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed; give its CA to trust it',
  SELF_SIGNED_CERT_IN_CHAIN: 'the chain ends in a CA that is not trusted; give that CA to trust it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the certificate is not signed by a trusted CA; an intermediate certificate may be missing',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'the certificate is not signed by a trusted CA; an intermediate certificate may be missing',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the port does not speak TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the port does not speak TLS',
};

/** Why no connection came about, from the error that Node tells it with. */
export function connectFailure(error: NodeJS.ErrnoException, attempt: ConnectAttempt): Failed {
  const [kind, cause] = attempt.inTls ? tlsCause(error) : tcpCause(error);
  return failed(kind, `${attemptText(attempt)} failed: ${cause}.`);
}

/** No connection within the time that was given. */
export function connectTimeout(attempt: ConnectAttempt, givenMs: number): Failed {
  return failed('timeout', `${attemptText(attempt)} was not done within ${givenMs} ms.`);
}

function attemptText({ address, inTls }: ConnectAttempt): string {
  return inTls ? `The TLS handshake with ${address}` : `Connecting to ${address}`;
}

function tcpCause(error: NodeJS.ErrnoException): [FailureKind, string] {
  const known = BY_SYSTEM_CODE[error.code ?? ''];
  return known ?? ['local', error.message.replace(/\.$/, '')];
}

function tlsCause(error: NodeJS.ErrnoException): [FailureKind, string] {
  // Node reports a FIN here with the code of a reset too; only a real reset names a system call.
  if (error.code === 'ECONNRESET' && error.syscall === undefined) {
    return ['closed', 'the other side closed the connection during the handshake'];
  }
  const system = BY_SYSTEM_CODE[error.code ?? ''];
  if (system !== undefined) return system;
  const known = BY_TLS_CODE[error.code ?? ''];
  return ['tls', known ?? error.message.replace(/\.$/, '')];
}
