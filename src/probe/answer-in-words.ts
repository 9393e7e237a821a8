import { bodyText } from './http-response.ts';
import type { ResponseHead } from './response-head.ts';

/** As much of a refusal's body as tells what it is about: one sentence, as a rule. */
const SHOWN_BODY = 120;

/** An answer as far as words tell of it. One that opens a tunnel has no body. */
export interface Answered extends Pick<ResponseHead, 'status' | 'reason'> {
  readonly body?: Uint8Array;
}

/** The status line of an answer, and in quotes how its body begins, where that tells more. */
export function answerInWords({ status, reason, body: bytes }: Answered): string {
  const line = `${status} ${reason}`.trim();
  if (bytes === undefined) return line;
  const body = bodyText({ body: bytes })
    .replace(/<[^>]*>|\s+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  // A page that only repeats the status line, such as nginx's own, tells nothing more.
  if (body === '' || body.includes(line)) return line;
  // It stands in quotes of its own, and mostly in a sentence.
  return `${line}, "${begun(body).replace(/\.$/, '').replaceAll('"', "'")}"`;
}

/** The text, cut between two words where it is long. */
function begun(text: string): string {
  if (text.length <= SHOWN_BODY) return text;
  const [shown = ''] = /^.*(?= )/s.exec(text.slice(0, SHOWN_BODY)) ?? [];
  return `${shown === '' ? text.slice(0, SHOWN_BODY - 1) : shown}…`;
}
