import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import { serveFile } from '../files/serve-file.ts';
import { isForeignHandler, isPass } from '../handlers.ts';
import { type Next, status, undecided } from '../outcome.ts';
import { unknown } from '../value.ts';

/** Answers the request: the handler that a location or an `if` has set, else a file. */
export function runContent(exchange: Exchange): Next {
  const { handler } = exchange;
  if (handler === undefined) return serveFile(exchange);
  const { name } = handler.directive;
  if (isPass(name)) return passOn(exchange, handler);
  if (isForeignHandler(name)) {
    return undecided(unknown(name, 'it answers in a way of its own', handler).unknown);
  }
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD') {
    return status(405, `${name} takes no ${exchange.method}`, handler);
  }
  const code = exchange.errorStatus || 200;
  return {
    next: 'finish',
    outcome: { kind: 'response', status: code, redirect: undefined, why: name, at: handler },
  };
}

/**
 * The handler that one `if` has set stays when a second one takes its place, but where it leads is
 * forgotten: nginx finds "no upstream configuration".
 */
function passOn(exchange: Exchange, handler: Placed): Next {
  doubtSize(exchange);
  const inEffect = exchange.level.effective(handler.directive.name).at(-1);
  if (inEffect !== undefined) return { next: 'finish', outcome: { kind: 'proxy', at: inEffect } };
  return status(
    500,
    'a second "if" holds, in which the proxy_pass of the first has no effect',
    handler,
  );
}

/** What is sent in chunks is found too large only while nginx reads it for the upstream. */
function doubtSize(exchange: Exchange): void {
  const limit = exchange.level.effective('client_max_body_size').at(-1);
  const isChunked = /chunked/i.test(exchange.header('transfer-encoding') ?? '');
  if (limit === undefined || !isChunked) return;
  exchange.doubt(unknown('whether the body is too large', 'it is sent in chunks', limit).unknown);
}
