import type { HandshakeEvidence } from '../probe/evidence.ts';
import type { FileEvidence } from './diagnosis.ts';
import { deniers, isOfBackend } from './predicted-answer.ts';

/** What is to be said of a refused handshake that nothing else explains. */
export interface UnexplainedAnswer {
  readonly message: string;
  /** Whether the file says that it would be answered 101. */
  readonly isContradiction: boolean;
}

/** Says what an answer other than 101 hints at, and whether it contradicts the file. */
export function answerWithoutCause(
  { status, detail }: Pick<HandshakeEvidence, 'status' | 'detail'>,
  file: FileEvidence | undefined,
): UnexplainedAnswer {
  if (status === null) {
    const message = `The handshake is not answered: ${detail}. ${HINT_SILENT}`;
    return { message, isContradiction: false };
  }
  const hint = HINTS[status] ?? HINT_OTHER;
  const reason = unreached(status, file);
  const told = `The handshake is answered ${detail} instead of 101${reason && `: ${reason}`}`;
  if (isOfBackend(status) || file === undefined || !isRight(file)) {
    return { message: `${told}. ${hint}`, isContradiction: false };
  }
  if (status === 500 && file.asks !== undefined) {
    const { line, place } = file.asks;
    const asked = `the server that ${line} (${place}) asks answers neither 2xx nor 401 nor 403`;
    const message = `${told}: ${asked}, or nginx fails by itself. Its error log says which.`;
    return { message, isContradiction: false };
  }
  const message = `The file is right, but the live answer is ${detail} instead of 101: the running nginx has not been reloaded, or another hop answers, or the backend itself refuses. ${hint}`;
  return { message, isContradiction: true };
}

/** Where nginx speaks of its backend, which one that is as far as the file tells; else nothing. */
function unreached(status: number, file: FileEvidence | undefined): string {
  const what = UNREACHED[status];
  if (what === undefined) return '';
  if (file?.passing === undefined) return `a proxy on the way ${what}`;
  const { line, place } = file.passing;
  return `nginx ${what}, ${line} (${place})`;
}

const UNREACHED: Readonly<Record<number, string>> = {
  502: 'does not reach its backend',
  504: 'waits in vain for its backend',
};

/** Whether the file shows nothing that would keep a handshake from its 101. */
function isRight({ findings, judged, unsure }: FileEvidence): boolean {
  const isDenier = (id: string): boolean => deniers.includes(id);
  const wrong = findings.some(({ check, severity }) => severity === 'error' && isDenier(check));
  return !wrong && !unsure.some(isDenier) && judged.some(isDenier);
}

const HINT_SILENT =
  'Is nginx running, at that address and port, and does a firewall or another hop let the connection through?';
const HINT_OTHER =
  'The access log of nginx, and of each hop in front, tells which of them answered.';
const HINT_PLAIN =
  'So answers a backend that sees a plain GET, because a proxy on the way does not pass Upgrade and Connection on, or one that refuses the handshake.';
const HINT_BACKEND =
  'Is the backend running, at that address and port, and does it answer nginx there?';
const HINTS: Readonly<Record<number, string>> = {
  200: HINT_PLAIN,
  400: HINT_PLAIN,
  401: 'nginx, another hop or the backend wants a login, which a browser cannot send with a handshake unless it has a cookie.',
  403: 'nginx, another hop or the backend refuses this client, or its Origin.',
  404: `${HINT_PLAIN} Or this is not the path of the socket.`,
  426: HINT_PLAIN,
  429: 'nginx, or another hop, limits how many requests come in.',
  500: 'nginx or the backend failed by itself, and its error log says by what.',
  502: HINT_BACKEND,
  503: 'A proxy on the way has no backend to ask, or limits how many connections there may be.',
  504: HINT_BACKEND,
};
