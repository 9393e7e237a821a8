import type { Placed } from '../syntax/configuration.ts';
import type { Exchange } from './exchange.ts';
import { Locations } from './locations.ts';
import { type Next, status } from './outcome.ts';
import { enterBlock } from './rewrite/enter-block.ts';

/** Begins anew with another URI (`ngx_http_internal_redirect`). */
export function internalRedirect(exchange: Exchange, target: string, line: Placed): Next {
  if (isCycle(exchange)) return cycle(line);
  const query = target.indexOf('?');
  exchange.uri = query === -1 ? target : target.slice(0, query);
  exchange.args = query === -1 ? '' : target.slice(query + 1);
  exchange.level = exchange.server;
  exchange.location = undefined;
  exchange.internal = true;
  exchange.validUnparsedUri = false;
  exchange.validLocation = true;
  exchange.addsUriToAlias = false;
  return { next: 'restart' };
}

/** Goes to a location with an `@` (`ngx_http_named_location`); the URI stays. */
export function namedLocation(exchange: Exchange, name: string, line: Placed): Next {
  if (isCycle(exchange)) return cycle(line);
  if (exchange.uri === '') return status(500, `the URI is empty on the way to ${name}`, line);
  const location = Locations.of(exchange.server).named.get(name);
  if (location === undefined) return status(500, `there is no location ${name}`, line);
  exchange.internal = true;
  exchange.handler = undefined;
  exchange.uriChanged = false;
  exchange.location = location;
  enterBlock(exchange, location.level);
  exchange.tell({ kind: 'location', text: `${name}   named`, at: location.placed });
  return { next: 'restart-in-location' };
}

function isCycle(exchange: Exchange): boolean {
  exchange.uriChanges -= 1;
  return exchange.uriChanges === 0;
}

function cycle(line: Placed): Next {
  return status(500, 'a cycle of internal redirects', line);
}
