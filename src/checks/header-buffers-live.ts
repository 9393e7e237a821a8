import type { BigAnswerEvidence, BigRequestsEvidence } from '../probe/lab-evidence.ts';
import { type LiveRule, liveWith, type Problem } from './check.ts';
import { COOKIE, whyAnswerIsLong } from './header-sizes.ts';

/** Whether long cookies get to the backend, and long answers back. */
export const headerBuffersLive: LiveRule = liveWith(
  ['handshake', 'bigRequests'],
  ['bigAnswer'],
  function* ({ handshake, bigRequests, bigAnswer }) {
    if (handshake.status !== 101) {
      return {
        cannotTell: `a handshake with short headers is not answered 101 either: ${handshake.detail}`,
      };
    }
    const { requests } = bigRequests;
    const refused = requests.find(({ status }) => status !== 101);
    if (refused !== undefined && refused.bytes <= COOKIE) {
      yield {
        message: `A handshake with a cookie of ${refused.bytes} bytes, as large as browsers take one, is answered ${refused.detail}. Raise large_client_header_buffers; nginx's own value is 4 8k.`,
      };
    }
    if (bigAnswer !== undefined) yield* judgeAnswer(bigAnswer, bigRequests);
    const fits = requests.findLast(({ status }) => status === 101);
    return [
      fits === undefined ? 'no long cookie fits' : `a cookie of ${fits.bytes} bytes fits`,
      ...(refused === undefined ? [] : [`of ${refused.bytes}: ${refused.detail}`]),
      ...(bigAnswer === undefined ? [] : [`an answer with long headers: ${bigAnswer.detail}`]),
    ].join('; ');
  },
);

/** Only where something tells that headers are long on this path: nginx's default takes none that are. */
function* judgeAnswer(
  { url, status, detail, log }: BigAnswerEvidence,
  { requests }: BigRequestsEvidence,
): Generator<Problem> {
  if (status === 101) return;
  const { pathname } = new URL(url);
  const isRaised = requests.every((request) => request.status === 101);
  const long = whyAnswerIsLong(pathname);
  if (long === undefined && !isRaised) return;
  const logged = log.some((line) => line.includes('too big header'))
    ? ' ("upstream sent too big header" in the error log)'
    : '';
  const cause = long ?? 'requests may have more than 8k here, so headers are long on this site';
  yield {
    ...(long === undefined ? { severity: 'advice' } : {}),
    message: `A 101 with 5,000 bytes of headers reaches the client as ${detail}${logged}, and ${cause}. Raise proxy_buffer_size, and proxy_buffers with it.`,
  };
}
