import type { Placed } from '../../syntax/configuration.ts';
import type { Level } from '../level.ts';

/** A `proxy_set_header` of an outer level that has no effect, since a level within has lines of its own. */
export interface DroppedHeader {
  readonly name: string;
  readonly line: Placed;
  /** The first line of the level within: without it, all of the outer ones would be in effect. */
  readonly by: Placed;
}

/** What a level would have taken over, had it, or a level between, no line of its own. */
export function droppedHeaders(level: Level): readonly DroppedHeader[] {
  const outer = holderOf(level)?.parent?.effective('proxy_set_header') ?? [];
  const kept = level.effective('proxy_set_header');
  const by = kept[0];
  if (outer.length === 0 || by === undefined) return nothing;
  const names = new Set(kept.map(nameOf));
  return outer
    .filter((line) => !names.has(nameOf(line)))
    .map((line) => ({ name: line.directive.args[0]?.value ?? '', line, by }));
}

const nothing: readonly DroppedHeader[] = [];

function holderOf(level: Level): Level | undefined {
  let holder: Level | undefined = level;
  while (holder !== undefined && holder.named('proxy_set_header').length === 0)
    holder = holder.parent;
  return holder;
}

function nameOf({ directive }: Placed): string {
  return (directive.args[0]?.value ?? '').toLowerCase();
}
