import { isAtLeast } from '../../catalog/version.ts';
import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import { known, type Value } from '../value.ts';

/** A variable whose name begins with what kind it is: `$http_…`, `$arg_…`, `$cookie_…`. */
export function prefixed(
  exchange: Exchange,
  name: string,
  _at: Placed | undefined,
): Value | undefined {
  if (name.startsWith('http_')) return known(headerVariable(exchange, name.slice(5)));
  if (name.startsWith('arg_')) return known(argument(exchange.args, name.slice(4)));
  if (name.startsWith('cookie_')) return known(cookie(exchange, name.slice(7)));
  return undefined;
}

/** Headers of these names were always combined; all are since 1.23.0. */
const COMBINED: ReadonlySet<string> = new Set(['x_forwarded_for', 'cookie']);

function headerVariable({ headers, model }: Exchange, wanted: string): string {
  const values = headers
    .filter(
      ({ name }) =>
        name.length === wanted.length && name.toLowerCase().replaceAll('-', '_') === wanted,
    )
    .map(({ value }) => value);
  if (wanted === 'cookie') return values.join('; ');
  if (COMBINED.has(wanted) || isAtLeast(model.version, '1.23.0')) return values.join(', ');
  return values[0] ?? '';
}

/** `ngx_http_arg`: names compare in any case. */
function argument(args: string, wanted: string): string {
  for (const pair of args.split('&')) {
    const equals = pair.indexOf('=');
    if (equals !== -1 && pair.slice(0, equals).toLowerCase() === wanted)
      return pair.slice(equals + 1);
  }
  return '';
}

/** `ngx_http_parse_multi_header_lines`: names compare in any case, `;` and `,` separate. */
function cookie(exchange: Exchange, wanted: string): string {
  for (const { name, value } of exchange.headers) {
    if (name.toLowerCase() !== 'cookie') continue;
    for (const pair of value.split(/[;,]/)) {
      const equals = pair.indexOf('=');
      const key = pair.slice(0, equals).trim();
      if (equals !== -1 && key.toLowerCase() === wanted) return pair.slice(equals + 1).trim();
    }
  }
  return '';
}
