import type { Level, Model, Trace } from '../nginx/model/index.ts';

/**
 * Whether what nginx does with a request may depend on a variable such as `http_origin`: whether an `if`
 * stands on its way, or a `map` reads it. To trace every request once more would cost as much as all
 * other rules together.
 */
export function mayDependOn(trace: Trace, model: Model, variable: string): boolean {
  if (hasIf(trace)) return true;
  return (model.http?.named('map') ?? []).some(({ directive }) =>
    directive.args[0]?.value.toLowerCase().includes(variable),
  );
}

/** Whether an `if` stands in any level that the request came through. */
export function hasIf({ exchange }: Trace): boolean {
  let level: Level | undefined = exchange?.level;
  // Most configurations have none.
  if (level?.configuration.names.has('if') === false) return false;
  while (level !== undefined) {
    if (level.context.endsWith('-if') || level.named('if').length > 0) return true;
    level = level.parent;
  }
  return false;
}
