import type { Level } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';

/** The lines in effect at a level that set a header upstream, also to nothing, in nginx's order. */
export function headerLines(level: Level | undefined, name: string): readonly Placed[] {
  const wanted = name.toLowerCase();
  const lines = level?.effective('proxy_set_header') ?? [];
  return lines.filter(({ directive }) => directive.args[0]?.value.toLowerCase() === wanted);
}

/** The second argument of a `proxy_set_header`, as nginx takes it. */
export function writtenValue(line: Placed | undefined): string {
  return line?.directive.args[1]?.value ?? '';
}
