import type { HopKind } from './hop-kind.ts';
import { hopKinds } from './hop-kinds.ts';

/**
 * The kind of hop that goes by a name, whatever its case and whether its words are parted by hyphens,
 * underscores or spaces: `alb`, `AWS_ALB`, `Azure Front Door`. Undefined where none is known by it.
 */
export function findHop(name: string): HopKind | undefined {
  const wanted = normal(name);
  return hopKinds.find(
    ({ id, aliases, title }) =>
      normal(title) === wanted || [id, ...aliases].some((known) => normal(known) === wanted),
  );
}

function normal(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
}
