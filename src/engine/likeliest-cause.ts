import { firstSentence } from '../text/first-sentence.ts';
import type { Diagnosis, DiagnosisSubject, Statement } from './diagnosis.ts';
import { guardMet } from './guard-met.ts';
import { type Answer, answerOf, isOfBackend } from './predicted-answer.ts';

type Found = Pick<Diagnosis, 'agreed' | 'disagreed' | 'alone'>;

/**
 * The likeliest cause in one sentence: what both kinds of evidence show goes before what only one of them
 * can, and that before what the other one contradicts. Statements come in the order of likelihood, which
 * `inOrder` sorts by.
 */
export function likeliestCause(
  found: Found,
  subjects: readonly DiagnosisSubject[],
  inOrder: (one: Statement, other: Statement) => number,
): string {
  const { agreed, disagreed, alone } = found;
  const answers = new Map(subjects.map(({ url, live }) => [url, live && answerOf(live.handshake)]));
  const certain = agreed.find(isError);
  if (certain !== undefined) {
    return `Certain, for the file says it and the live answer (${certain.live}) shows it: ${sentence(certain)}`;
  }
  const live = [...disagreed, ...alone].filter((one) => isError(one) && one.finding === null);
  const telling = live.find((one) => one.check !== null || tells(answers.get(one.url)));
  const likely =
    telling ?? disagreed.find((one) => live.includes(one)) ?? alone.find(ofFile) ?? live[0];
  if (likely !== undefined) return `Likeliest: ${sentence(likely)}`;
  const denied = disagreed.find(isError);
  if (denied !== undefined) {
    return `The live answer (${denied.live}) does not show it, but the file says: ${sentence(denied)}`;
  }
  const all = [...agreed, ...disagreed, ...alone].toSorted(inOrder);
  const lesser = all.find(isWarning) ?? all.find(({ check }) => check === SECOND_USUAL_CAUSE);
  if (lesser !== undefined) return `${soundText(subjects)}, but ${lowered(sentence(lesser))}`;
  return `${soundText(subjects)}.`;
}

/** That of sockets which open and die, of which a file alone can only warn. */
const SECOND_USUAL_CAUSE = 'idle-timeout';

function isError({ severity }: Statement): boolean {
  return severity === 'error';
}

function isWarning({ severity }: Statement): boolean {
  return severity === 'warning';
}

function ofFile(statement: Statement): boolean {
  return isError(statement) && statement.finding !== null;
}

/** Whether an answer tells by itself what is wrong: nobody listens, or nginx does not reach its backend. */
function tells(answer: Answer | null | undefined): boolean {
  return typeof answer === 'string' || (typeof answer === 'number' && isOfBackend(answer));
}

/** What holds where there is no error. */
function soundText(subjects: readonly DiagnosisSubject[]): string {
  const hasFile = subjects.some(({ file }) => file !== undefined);
  const hasLive = subjects.some(({ live }) => live !== undefined);
  for (const subject of subjects) {
    const guard = guardMet(subject);
    if (guard === undefined) continue;
    return `No error was found: the file is right, and the live handshake is answered ${subject.live?.handshake.status} by its own guard, ${guard.line} (${guard.place})`;
  }
  if (hasFile && hasLive) {
    return 'No error was found: the file is right, and the live handshake is answered 101';
  }
  return hasLive
    ? 'No error was found: the live handshake is answered 101'
    : 'No error was found: the file is right';
}

/** The first sentence of a statement with its place, or with its address where it has no place. */
function sentence({ message, finding, url }: Statement): string {
  const bare = firstSentence(message).replace(/\.$/, '');
  if (finding !== null) return `${bare} (${finding.file}:${finding.line}).`;
  return url === null ? `${bare}.` : `${bare}, at ${url}.`;
}

/** In the middle of a sentence. Names and directives keep their letters. */
function lowered(text: string): string {
  const word = /^(?:An?|The|In|Of|After|Any|Each|Every|Should|What|Whoever|Where|With)\b/;
  return text.replace(word, (first) => first.toLowerCase());
}
