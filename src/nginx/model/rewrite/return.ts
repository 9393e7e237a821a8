import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import { type Next, status } from '../outcome.ts';

/** Statuses with which `return` sends its text as `Location` (`ngx_http_send_response`). */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** `return code [text];`, `return code URL;`, `return URL;` */
export function runReturn(exchange: Exchange, line: Placed): Next {
  const [first = '', second] = line.directive.args.map(({ value }) => value);
  const code = /^\d+$/.test(first) ? Number(first) : 302;
  const text = code === 302 && second === undefined && !/^\d/.test(first) ? first : second;
  const why = `return ${line.directive.args.map(({ raw }) => raw).join(' ')}`;
  if (REDIRECTS.has(code)) return status(code, why, line, exchange.evaluate(text ?? '', line));
  // A text, or a status that is no error, is sent as it stands: no `error_page` applies.
  const isSent = code < 400 || (text ?? '') !== '';
  if (!isSent) return status(code, why, line);
  return {
    next: 'finish',
    outcome: {
      kind: 'response',
      status: exchange.errorStatus || code,
      redirect: undefined,
      why,
      at: line,
    },
  };
}
