import type { NginxBinary } from '../../../src/nginx/process/index.ts';
import { askAndCompare } from './compare.ts';
import type { Directive } from './directive-tree.ts';
import type { GeneratedRequest } from './generate-request.ts';
import type { ModelUnderTest } from './model-port.ts';
import { type Candidate, inlinings, removals, smallerRequests } from './reduce-candidate.ts';
import type { FoundDifference } from './report.ts';
import { runConfiguration } from './run-configuration.ts';
import type { Site } from './site.ts';

/** A case that differs, and what it takes to run it again. */
export interface ShrinkOptions {
  readonly nginx: NginxBinary;
  readonly site: Site;
  readonly model: ModelUnderTest;
  readonly body: readonly Directive[];
  readonly request: GeneratedRequest;
  /** What is to go on differing. */
  readonly found: FoundDifference;
}

/**
 * Takes away directives, includes and parts of the request while nginx and the model still differ in
 * the same field. Every step is run on the real nginx.
 */
export async function shrink(options: ShrinkOptions): Promise<FoundDifference> {
  const { found } = options;
  const field = found.differences[0]?.field ?? '';
  let best: Candidate = { body: options.body, request: options.request };
  let shown = await differs(options, best, field);
  if (shown === undefined)
    return { ...found, note: 'not seen again when the request is sent alone' };
  // What others need goes only after them, in another round.
  for (let before: Candidate | undefined; before !== best; ) {
    before = best;
    for (const step of [removals, inlinings, smallerRequests]) {
      for (let at = 0; ; ) {
        const candidate: Candidate | undefined = nth(step, best, at);
        if (candidate === undefined) break;
        const smaller = await differs(options, candidate, field);
        if (smaller === undefined) at += 1;
        else [best, shown] = [candidate, smaller];
      }
    }
  }
  return shown;
}

/** The candidate with that number; undefined behind the last. What does not exist any more is not tried. */
function nth(
  step: (candidate: Candidate) => Iterable<Candidate>,
  from: Candidate,
  at: number,
): Candidate | undefined {
  let index = 0;
  for (const candidate of step(from)) {
    if (index === at) return candidate;
    index += 1;
  }
  return undefined;
}

async function differs(
  { nginx, site, model, found }: ShrinkOptions,
  { body, request }: Candidate,
  field: string,
): Promise<FoundDifference | undefined> {
  const result = await runConfiguration({ nginx, site, body, requests: [request] });
  if (result.refused !== undefined) return undefined;
  const [pair] = result.pairs;
  if (!pair?.observed) return undefined;
  const { files } = result;
  const { request: sent, observed } = pair;
  const { differences } = askAndCompare({
    model,
    files,
    version: found.version,
    request: sent,
    observed,
  });
  if (!differences.some((one) => one.field === field)) return undefined;
  return { ...found, files, sent, observed, differences };
}
