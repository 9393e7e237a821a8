import type { Exchange } from '../exchange.ts';
import { unknown, type Value } from '../value.ts';

/** `$invalid_referer` (ngx_http_referer_module): `1` where the Referer is none of `valid_referers`. */
export function invalidReferer(exchange: Exchange): Value | string {
  const lines = exchange.level.effective('valid_referers');
  const valid = new Set(lines.flatMap(({ directive }) => directive.args.map(({ value }) => value)));
  if (namesNobody(valid, exchange)) return '';
  if (exchange.header('referer') === undefined) return valid.has('none') ? '' : '1';
  return unknown(
    '$invalid_referer',
    'which values of Referer are valid is not looked at',
    lines[0],
  );
}

/** To nginx a list without names takes everything. */
function namesNobody(valid: ReadonlySet<string>, { server }: Exchange): boolean {
  const isOfServer = valid.size === 1 && valid.has('server_names');
  return valid.size === 0 || (isOfServer && server.named('server_name').length === 0);
}
