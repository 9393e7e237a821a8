import type { Exchange } from '../exchange.ts';
import { type SubrequestRunner, traceSubrequest } from '../subrequest.ts';
import { unknown } from '../value.ts';
import type { Verdict } from './verdict.ts';

/** ngx_http_auth_request_module: 2xx passes, 401 and 403 refuse, anything else is an error. */
export function askAuthServer(exchange: Exchange, run: SubrequestRunner): Verdict {
  const line = exchange.level.effective('auth_request').at(-1);
  const written = line?.directive.args[0]?.value ?? 'off';
  if (line === undefined || written === 'off') return undefined;
  const uri = exchange.evaluate(written, line);
  if (uri.text === undefined) return { unknown: uri.unknown };
  const answer = traceSubrequest(exchange, { target: uri.text, at: line }, run);
  if (answer.kind !== 'response') {
    return unknown(`auth_request ${written}`, 'the server that is asked decides', line);
  }
  if (answer.status === 401 || answer.status === 403) {
    return { refused: answer.status, why: `auth_request ${written} says so`, at: line };
  }
  if (answer.status >= 200 && answer.status < 300) return 'allow';
  return { refused: 500, why: `auth_request ${written} answers ${answer.status}`, at: line };
}
