import type { Level } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { remembered } from './remembered.ts';

/** The lines in effect at a level that set a header upstream, also to nothing, in nginx's order. */
export function headerLines(level: Level | undefined, name: string): readonly Placed[] {
  const lines = level?.effective('proxy_set_header') ?? nothing;
  if (lines.length === 0) return nothing;
  return byHeader(lines).get(name.toLowerCase()) ?? nothing;
}

/** Whether lines in effect at a level set any header twice. */
export function setsAnyTwice(level: Level | undefined): boolean {
  const lines = level?.effective('proxy_set_header') ?? nothing;
  return byHeader(lines).size < lines.length;
}

const nothing: readonly Placed[] = [];

/** By the name of the header in lower case. Rules ask for the same lines again and again. */
const byHeader = remembered((lines: readonly Placed[]): ReadonlyMap<string, readonly Placed[]> => {
  const found = new Map<string, Placed[]>();
  for (const line of lines) {
    const name = line.directive.args[0]?.value.toLowerCase();
    if (name === undefined) continue;
    const same = found.get(name);
    if (same === undefined) found.set(name, [line]);
    else same.push(line);
  }
  return found;
});

/** The second argument of a `proxy_set_header`, as nginx takes it. */
export function writtenValue(line: Placed | undefined): string {
  return line?.directive.args[1]?.value ?? '';
}
