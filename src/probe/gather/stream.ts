import type { Gathered, StreamEvidence } from '../evidence.ts';
import { stream } from '../http-stream.ts';
import type { InspectedPath } from '../site.ts';
import { fromInside, type Gatherer, got } from './gatherer.ts';
import { plainProbe } from './plain-probe.ts';

/** How long the first event may take while the backend holds back the second. */
const PATIENCE_MS = 1_000;
const ENCODINGS = ['identity', 'gzip'] as const;

type Variant = StreamEvidence['variants'][number];

/** Server-sent events, of which the backend holds back the second until we have seen the first. */
export const gatherStream: Gatherer<StreamEvidence> = fromInside(async (inside) => {
  const variants: Variant[] = [];
  for (const acceptEncoding of ENCODINGS) {
    const variant = await gatherVariant(inside, acceptEncoding);
    if (variant.kind !== 'got') return variant;
    variants.push(variant.value);
  }
  return got({ variants });
});

async function gatherVariant(
  { path, inspector }: InspectedPath,
  acceptEncoding: string,
): Promise<Gathered<Variant>> {
  const { probe, target, headers: marks } = plainProbe(path, 'stream');
  const begun = performance.now();
  const headers = [
    ...marks,
    ['Accept', 'text/event-stream'],
    ['Accept-Encoding', acceptEncoding],
  ] as const;
  // A head that is held back with its first event is the very thing that is looked for.
  const opened = await stream({ ...path, timeoutMs: PATIENCE_MS }, { target, headers });
  if (opened.kind === 'failed') {
    await inspector.release(probe);
    if (opened.failure.kind !== 'timeout') return { kind: 'unknown', why: opened.failure.message };
    return got({ acceptEncoding, atOnce: false, ms: performance.now() - begun });
  }
  const first = await opened.stream.next({ timeoutMs: PATIENCE_MS });
  const ms = performance.now() - begun;
  await inspector.release(probe);
  opened.stream.close();
  return got({ acceptEncoding, atOnce: first instanceof Uint8Array, ms });
}
