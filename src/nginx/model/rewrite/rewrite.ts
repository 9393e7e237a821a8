import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import { type Next, status, undecided } from '../outcome.ts';
import { unescapeRedirect } from '../uri/index.ts';
import { concat, known, type Value } from '../value.ts';
import type { RewriteEngine } from './engine.ts';
import { escapedCaptures } from './escaped-captures.ts';

/** `rewrite regex replacement [flag];` (`ngx_http_script_regex_start_code` and `…_end_code`). */
export function runRewrite(engine: RewriteEngine, line: Placed): Next | 'stop' | undefined {
  const { exchange } = engine;
  const [pattern = '', written = '', flag] = line.directive.args.map(({ value }) => value);
  const matches = exchange.match(pattern, false, exchange.uri, line);
  if (typeof matches !== 'boolean') return undecided(matches);
  if (!matches) {
    exchange.captures = undefined;
    return undefined;
  }
  exchange.internal = true;
  exchange.validUnparsedUri = false;
  const dropsArgs = written.endsWith('?');
  const replacement = dropsArgs ? written.slice(0, -1) : written;
  const isRedirect =
    flag === 'redirect' || flag === 'permanent' || /^(https?:\/\/|\$scheme)/.test(written);
  exchange.uriChanged = flag !== 'break';
  if (flag === 'break') exchange.validLocation = false;
  engine.quote = false;
  if (isRedirect) {
    const code = flag === 'permanent' ? 301 : 302;
    const location = redirectTarget(exchange, replacement, line, dropsArgs);
    return status(code, `rewrite ${pattern}`, line, location);
  }
  const problem = changeUri(exchange, replacement, line, dropsArgs);
  return problem ?? (flag === 'last' || flag === 'break' ? 'stop' : undefined);
}

function redirectTarget(
  exchange: Exchange,
  replacement: string,
  line: Placed,
  dropsArgs: boolean,
): Value {
  const value = escapedCaptures(exchange, replacement, line, true);
  const target =
    value.text === undefined ? value : { ...value, text: unescapeRedirect(value.text) };
  if (dropsArgs || exchange.args === '') return target;
  const separator = replacement.includes('?') ? '&' : '?';
  return concat([target, known(`${separator}${exchange.args}`)]);
}

/** Undefined where the URI could be changed. */
function changeUri(
  exchange: Exchange,
  replacement: string,
  line: Placed,
  dropsArgs: boolean,
): Next | undefined {
  const query = replacement.indexOf('?');
  const pathText = query === -1 ? replacement : replacement.slice(0, query);
  const path = escapedCaptures(exchange, pathText, line, false);
  const args =
    query === -1 ? undefined : escapedCaptures(exchange, replacement.slice(query + 1), line, true);
  if (path.text === undefined) return undecided(path.unknown);
  if (args?.unknown !== undefined) exchange.doubt(args.unknown);
  const newArgs = args === undefined ? undefined : (args.text ?? '');
  if (newArgs !== undefined) {
    const kept = dropsArgs || exchange.args === '' ? '' : `&${exchange.args}`;
    exchange.args = newArgs + kept;
  } else if (dropsArgs) exchange.args = '';
  exchange.uri = path.text;
  if (exchange.uri === '') return status(500, 'the rewritten URI has a zero length', line);
  exchange.tell({ kind: 'rewrite', text: `the URI becomes ${path.text}`, at: line });
  return undefined;
}
