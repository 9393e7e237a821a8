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
  return {
    next: 'finish',
    outcome: { kind: 'response', status: 200, redirect: undefined, why: name, at: handler },
  };
}

/**
 * The handler that one `if` has set stays when a second one takes its place, but where it leads is
 * forgotten: nginx finds "no upstream configuration".
 */
function passOn(exchange: Exchange, handler: Placed): Next {
  const inEffect = exchange.level.effective(handler.directive.name).at(-1);
  if (inEffect !== undefined) return { next: 'finish', outcome: { kind: 'proxy', at: inEffect } };
  return status(
    500,
    'a second "if" holds, in which the proxy_pass of the first has no effect',
    handler,
  );
}
