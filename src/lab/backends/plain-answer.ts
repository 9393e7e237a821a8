import { ANSWER_PARAMETER } from '../../probe/probe-id.ts';
import { type HeaderPair, headerHasToken, headerList } from '../../websocket/header.ts';
import { type Answer, refusal } from './answer.ts';
import { type EngineIoSessions, isPoll } from './engine-io.ts';
import type { Request } from './request.ts';
import { hasBody } from './request-body.ts';

const TEXT: HeaderPair = ['Content-Type', 'text/plain'];
const NO_STORE: HeaderPair = ['Cache-Control', 'no-store'];

let cacheableAnswers = 0;

/** The answer to a request that is no handshake, or that it is to be a stream. */
export function plainAnswer(request: Request, sessions: EngineIoSessions): Answer | 'stream' {
  const refused = refuseUpgradeWithBody(request);
  if (refused !== null) return refused;
  const wanted = request.query.get(ANSWER_PARAMETER);
  if (wanted === 'stream') return 'stream';
  if (wanted === 'cacheable') return { status: 200, headers: [TEXT], body: nextBody() };
  if (wanted === null && isPoll(request)) return sessions.poll(request.query);
  return { status: 200, headers: [TEXT, NO_STORE], body: 'ok\n' };
}

/** As Kestrel does: a request that asks for an upgrade cannot have a body. */
function refuseUpgradeWithBody(request: Request): Answer | null {
  const { headers } = request;
  if (!hasBody(request) || !headerHasToken(headers, 'Connection', 'upgrade')) return null;
  if (headerList(headers, 'Upgrade').length > 0) return null;
  return refusal(400, 'Connection is "upgrade" on a request with a body and without Upgrade.');
}

/** Another body each time, so that one that came out of a cache is known. */
function nextBody(): string {
  cacheableAnswers += 1;
  return `answer ${cacheableAnswers}\n`;
}
