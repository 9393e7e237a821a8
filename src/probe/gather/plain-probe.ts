import type { HeaderPair } from '../../websocket/header.ts';
import { type LivePath, targetOf } from '../live-path.ts';
import { ANSWER_PARAMETER, freshProbeId, mark, markHeader } from '../probe-id.ts';
import { throughHop } from './through-hop.ts';

/**
 * What the backend is asked to answer: a short text, one that caches may keep, or events of which it
 * holds back the second.
 */
export type PlainAnswer = 'plain' | 'cacheable' | 'stream';

/** What marks plain requests through the path's location. */
export interface PlainProbe {
  readonly probe: string;
  readonly target: string;
  readonly headers: readonly HeaderPair[];
}

/** A mark for plain requests. */
export function plainProbe(path: LivePath, answer: PlainAnswer = 'plain'): PlainProbe {
  const probe = freshProbeId();
  return {
    probe,
    target: `${mark(targetOf(path), probe)}&${ANSWER_PARAMETER}=${answer}`,
    headers: [...throughHop(path, []), markHeader(probe)],
  };
}
