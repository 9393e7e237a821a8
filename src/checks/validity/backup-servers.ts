import type { Level } from '../../nginx/model/index.ts';
import type { Placed } from '../../nginx/syntax/index.ts';
import type { ConfigProblem } from '../configuration.ts';
import { REFUSED } from './refused.ts';

/**
 * A `backup` behind a balancing method that knows none. nginx reads the lines in their order: a method
 * that stands behind the servers is not asked.
 */
export function* judgeBackups(upstream: Level): Generator<ConfigProblem> {
  let method: Placed | undefined;
  for (const placed of upstream.lines) {
    const { name, args } = placed.directive;
    if (METHODS.includes(name)) method = placed;
    if (method === undefined || name !== 'server') continue;
    if (!WITHOUT_BACKUP.includes(method.directive.name)) continue;
    const backup = args.find(({ value }, index) => index > 0 && value === 'backup');
    if (backup === undefined) continue;
    yield {
      at: placed,
      span: backup.span,
      where: 'server',
      message: `${REFUSED} ${method.directive.name} does not know "backup". Leave backup away, so that the server takes its share, or choose another method, such as least_conn.`,
      related: [{ at: method, message: 'the balancing method' }],
    };
  }
}

const WITHOUT_BACKUP: readonly string[] = ['ip_hash', 'hash', 'random'];
/** Of two methods nginx takes the later one. */
const METHODS: readonly string[] = [...WITHOUT_BACKUP, 'least_conn', 'least_time'];
