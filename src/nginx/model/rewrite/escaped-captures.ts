import type { Placed } from '../../syntax/configuration.ts';
import { capture } from '../evaluate.ts';
import type { Exchange } from '../exchange.ts';
import { parseTemplate } from '../template.ts';
import { escapeUri } from '../uri/index.ts';
import { concat, emptyValue, known, type Value } from '../value.ts';
import { readVariable } from '../variables/read-variable.ts';

/**
 * A text of the rewrite module. Where the URI held `%` or `+`, captures in it are escaped
 * (`ngx_http_script_copy_capture_code`), all that `quote` is on for.
 */
export function escapedCaptures(
  exchange: Exchange,
  text: string,
  at: Placed,
  quote: boolean,
): Value {
  const escapes = quote && (exchange.quotedUri || exchange.plusInUri);
  const values = parseTemplate(text).map((part): Value => {
    if (part.kind === 'variable') return readVariable(exchange, part.name, at);
    if (part.kind !== 'capture') return known(part.text);
    const value = capture(exchange, part.number);
    if (!escapes || value.text === undefined) return value;
    return { ...value, text: escapeUri(value.text, 'args', exchange.model.uriDialect) };
  });
  return values.length === 0 ? emptyValue : concat(values);
}
