import type { Exchange } from '../exchange.ts';

/** The state of nginx's little machine for rewrites (`ngx_http_script_engine_t`). */
export interface RewriteEngine {
  readonly exchange: Exchange;
  /** Whether captures are escaped when they are put into a value. A `rewrite` leaves it off. */
  quote: boolean;
}
