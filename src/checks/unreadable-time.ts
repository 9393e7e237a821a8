import type { Setting } from '../nginx/model/index.ts';
import { isTime } from '../nginx/model/written-value.ts';

/** Whether what is written is no time to nginx, so that the default does not hold either. */
export function isUnreadable({ at }: Setting): boolean {
  return at !== undefined && !isTime(at.directive.args[0]?.value ?? '', 'ms');
}
