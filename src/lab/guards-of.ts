import { guardsBut, type Trace } from '../nginx/model/index.ts';
import type { Directive } from '../nginx/syntax/index.ts';

/** Which guards are kept: all of them, those that ask for the Origin of a page, or none. */
export type KeptGuards = 'all' | 'origin' | 'none';

/**
 * The lines that would turn the probes away, and let in whoever brings what they ask for: a password, an
 * address, a cookie. The probes bring nothing, so that a lab goes without these lines.
 */
export function guardsOf(traces: readonly Trace[], kept: KeptGuards): ReadonlySet<Directive> {
  const guards = new Set<Directive>();
  if (kept === 'all') return guards;
  for (const traced of traces) {
    const { request, exchange } = traced;
    const left = kept === 'origin' ? guardsBut(traced, 'http_origin') : request.letInBy;
    for (const guard of left ?? []) {
      guards.add(guard);
      // Where a password or an address will do, both are asked: neither may be left to refuse.
      const isEither =
        exchange?.level.effective('satisfy').at(-1)?.directive.args[0]?.value === 'any';
      if (guard.name === 'if' || !isEither) continue;
      for (const { directive } of exchange?.level.effective('deny') ?? []) guards.add(directive);
    }
  }
  return guards;
}
