import type { Exchange } from '../exchange.ts';
import { handlerOf } from '../handlers.ts';
import type { Level } from '../level.ts';

/** Methods that a `limit_except` names; `GET` stands for `HEAD` too. */
function isLimited(exchange: Exchange, limit: Level): boolean {
  const allowed = (limit.placed?.directive.args ?? []).map(({ value }) => value.toUpperCase());
  if (allowed.includes('GET')) allowed.push('HEAD');
  return !allowed.includes(exchange.method);
}

/**
 * Puts a location, or an `if` in one, in effect (`ngx_http_update_location_config`). The handler of an
 * earlier one stays where this one has none.
 */
export function enterBlock(exchange: Exchange, level: Level): void {
  const limit = level.blocks('limit_except').at(-1) ?? inheritedLimit(level);
  exchange.level = limit !== undefined && isLimited(exchange, limit) ? limit : level;
  exchange.handler = handlerOf(exchange.level) ?? exchange.handler;
}

/** An `if` has the `limit_except` of its location. */
function inheritedLimit(level: Level): Level | undefined {
  return level.context === 'location-if' ? level.parent?.blocks('limit_except').at(-1) : undefined;
}
