import { type LivePath, targetOf } from '../live-path.ts';
import { freshProbeId, mark } from '../probe-id.ts';

/** What the backend is asked to answer: a short text, or events of which it holds back the second. */
export type PlainAnswer = 'plain' | 'stream';

/** A marked target for plain requests through the path's location. */
export function plainProbe(
  path: LivePath,
  answer: PlainAnswer = 'plain',
): { readonly probe: string; readonly target: string } {
  const probe = freshProbeId();
  return { probe, target: `${mark(targetOf(path), probe)}&fairlead-answer=${answer}` };
}
