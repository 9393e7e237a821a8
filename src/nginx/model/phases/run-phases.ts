import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import { doubtForeignLines } from '../foreign-lines.ts';
import type { Next, Outcome } from '../outcome.ts';
import { status } from '../outcome.ts';
import { trustRealIp } from '../real-ip.ts';
import { runRewrites } from '../rewrite/run-rewrites.ts';
import { runAccess } from './access.ts';
import { runContent } from './content.ts';
import { answerStatus } from './error-page.ts';
import { findLocation } from './find-location.ts';
import { tryFiles } from './try-files.ts';

/** Runs nginx's phases over a request whose server is known, to its end. */
export function runPhases(exchange: Exchange): Outcome {
  return runFrom(exchange, { next: 'restart' });
}

/** Answers a request that is refused before any phase, or behind them all; there may be a page for it. */
export function answerRefusal(exchange: Exchange, code: number, why: string, at?: Placed): Outcome {
  return runFrom(exchange, status(code, why, at));
}

function runFrom(exchange: Exchange, start: Next): Outcome {
  let next = start;
  for (;;) {
    if (next.next === 'finish') return next.outcome;
    if (next.next === 'status') next = answerStatus(exchange, next);
    else if (next.next === 'restart') next = serverPhases(exchange);
    else next = locationPhases(exchange);
  }
}

/** `NGX_HTTP_SERVER_REWRITE_PHASE`, and what follows. */
function serverPhases(exchange: Exchange): Next {
  return runRewrites(exchange, exchange.server) ?? configPhases(exchange);
}

/** `NGX_HTTP_FIND_CONFIG_PHASE`, and what follows. */
function configPhases(exchange: Exchange): Next {
  return findLocation(exchange) ?? locationPhases(exchange);
}

function locationPhases(exchange: Exchange): Next {
  doubtForeignLines(exchange);
  // Without a location, the server's own lines were run already.
  const level = exchange.level === exchange.server ? undefined : exchange.level;
  const done = level && runRewrites(exchange, level);
  if (done !== undefined) return done;
  if (exchange.uriChanged) {
    exchange.uriChanges -= 1;
    if (exchange.uriChanges === 0) {
      return status(500, 'a cycle of rewrites', exchange.location?.placed);
    }
    exchange.level = exchange.server;
    return configPhases(exchange);
  }
  // The realip module looks again, for what a location may say; it is content with one success.
  trustRealIp(exchange);
  const isMain = exchange.parent === undefined;
  return (
    (isMain ? runAccess(exchange, runPhases) : undefined) ??
    tryFiles(exchange) ??
    runContent(exchange)
  );
}
