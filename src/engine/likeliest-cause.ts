import { firstSentence } from '../text/first-sentence.ts';
import type { Diagnosis, DiagnosisSubject, Statement } from './diagnosis.ts';
import { guardMet } from './guard-met.ts';

type Found = Pick<Diagnosis, 'agreed' | 'disagreed' | 'alone'>;

/**
 * The likeliest cause in one sentence: what both kinds of evidence show goes before what the live
 * address shows, and that before what only a file says. Statements come in the order of likelihood.
 */
export function likeliestCause(found: Found, subjects: readonly DiagnosisSubject[]): string {
  const { agreed, disagreed, alone } = found;
  const isError = ({ severity }: Statement): boolean => severity === 'error';
  const isLive = ({ finding }: Statement): boolean => finding === null;
  const certain = agreed.find(isError);
  if (certain !== undefined) {
    return `Certain, for the file says it and the live answer (${certain.live}) shows it: ${sentence(certain)}`;
  }
  const likely =
    disagreed.find((one) => isError(one) && isLive(one)) ??
    alone.find((one) => isError(one) && isLive(one)) ??
    alone.find(isError) ??
    disagreed.find(isError);
  if (likely !== undefined) return `Likeliest: ${sentence(likely)}`;
  const lesser = [...agreed, ...disagreed, ...alone].find(({ severity }) => severity === 'warning');
  if (lesser !== undefined) return `${soundText(subjects)}, but ${lowered(sentence(lesser))}`;
  return `${soundText(subjects)}.`;
}

/** What holds where there is no error. */
function soundText(subjects: readonly DiagnosisSubject[]): string {
  const hasFile = subjects.some(({ file }) => file !== undefined);
  const hasLive = subjects.some(({ live }) => live !== undefined);
  const guard = subjects.map(guardMet).find((met) => met !== undefined);
  if (guard !== undefined) {
    return `No error was found: the file is right, and the live handshake is answered ${guard.status} by its own guard ("${guard.line}", ${guard.place})`;
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

function lowered(text: string): string {
  return text.replace(/^(A|An|The|In|Of)\b/, (word) => word.toLowerCase());
}
