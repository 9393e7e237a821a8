import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import type { Level } from '../level.ts';
import { type Location, Locations } from '../locations.ts';
import { lostLocations } from '../lost-locations.ts';
import { type Next, status, undecided } from '../outcome.ts';
import { escapeLocation } from '../redirects.ts';
import { enterBlock } from '../rewrite/enter-block.ts';
import { readSize } from '../sizes.ts';
import type { Loser, Step } from '../steps.ts';
import { concat, known } from '../value.ts';

/**
 * Chooses the location for the URI at hand and puts it in effect (`ngx_http_core_find_config_phase`).
 * Undefined where the next phase follows.
 */
export function findLocation(exchange: Exchange): Next | undefined {
  exchange.handler = undefined;
  exchange.uriChanged = false;
  const search: Search = { exchange, best: undefined, beaten: undefined };
  const found = searchLevel(search, exchange.server);
  if (typeof found === 'object' && 'next' in found) return found;
  exchange.location = search.best;
  tellChoice(search, found);
  const level = search.best?.level ?? exchange.server;
  if (search.best !== undefined && isInternal(level) && !exchange.internal) {
    exchange.level = level;
    return status(404, 'the location is internal', level.effective('internal').at(-1));
  }
  enterBlock(exchange, level);
  const tooLarge = refuseLargeBody(exchange);
  if (tooLarge !== undefined) return tooLarge;
  return found === 'redirect' ? redirectToSlash(exchange, search.best) : undefined;
}

/** How a level was searched: `final` where an exact or a regular expression was found. */
type Found = 'final' | 'redirect' | 'prefix' | 'none' | Next;

interface Search {
  readonly exchange: Exchange;
  best: Location | undefined;
  /** The prefix that a regular expression went before. */
  beaten: Location | undefined;
}

/** `ngx_http_core_find_location`: prefixes first, what is nested in the longest, then expressions. */
function searchLevel(search: Search, level: Level): Found {
  const { exchange } = search;
  const { uri } = exchange;
  const table = Locations.of(level);
  const exact = table.exact.get(uri);
  if (exact !== undefined) {
    search.best = exact;
    return 'final';
  }
  const prefix = table.longestPrefix(uri);
  const withSlash = prefix?.name === uri ? undefined : table.redirectingTo(uri);
  if (withSlash !== undefined) {
    search.best = withSlash;
    return 'redirect';
  }
  if (prefix !== undefined) {
    search.best = prefix;
    const inner = searchLevel(search, prefix.level);
    if (inner !== 'none' && inner !== 'prefix') return inner;
    if (prefix.kind === 'prefix-no-regex') return 'prefix';
  }
  return searchRegexes(search, table) ?? (prefix === undefined ? 'none' : 'prefix');
}

function searchRegexes(search: Search, table: Locations): Found | undefined {
  const { exchange } = search;
  for (const location of table.regexes) {
    const matches = exchange.match(location.name, location.caseless, exchange.uri, location.placed);
    if (typeof matches !== 'boolean') return undecided(matches);
    if (!matches) continue;
    search.beaten ??= search.best;
    search.best = location;
    const inner = searchLevel(search, location.level);
    return typeof inner === 'object' ? inner : 'final';
  }
  return undefined;
}

function redirectToSlash(exchange: Exchange, location: Location | undefined): Next {
  const name = escapeLocation(exchange, location?.name ?? '');
  const args = exchange.args === '' ? '' : `?${exchange.args}`;
  const why = `the path lacks the slash that ${location?.pattern ?? ''} ends in`;
  return status(301, why, location?.placed, concat([known(name), known(args)]));
}

function isInternal(level: Level): boolean {
  return level.effective('internal').length > 0;
}

/** `client_max_body_size`, 1 MiB where it is not written; 0 is no limit. */
function refuseLargeBody(exchange: Exchange): Next | undefined {
  if (exchange.bodyIsDropped) return undefined;
  const length = Number(exchange.header('content-length') ?? Number.NaN);
  const line = exchange.level.effective('client_max_body_size').at(-1);
  const limit = line === undefined ? 1024 * 1024 : readSize(line.directive.args[0]?.value ?? '');
  if (limit === undefined || limit === 0 || !(length > limit)) return undefined;
  exchange.bodyIsDropped = true;
  return status(413, `the body of ${length} bytes is larger than ${limit}`, line);
}

function tellChoice({ exchange, best, beaten }: Search, found: Found): void {
  if (best === undefined) {
    const at = exchange.server.placed;
    exchange.tell({ kind: 'location', text: 'no location matches', at });
    return;
  }
  const isStolen = beaten !== undefined && beaten.name !== '/';
  const stolen = isStolen ? 'a regular expression goes before every plain prefix' : undefined;
  const surprise = found === 'redirect' ? 'the path lacks the slash at its end' : stolen;
  exchange.steps.push(new Choice(exchange, best, reason(best, found), surprise));
}

/** Which locations lost is looked up when a reader of the trace wants to know. */
class Choice implements Step {
  readonly kind = 'location';
  readonly text: string;
  readonly at: Placed;
  readonly surprise: string | undefined;
  private readonly exchange: Exchange;
  private readonly uri: string;
  private readonly best: Location;

  constructor(exchange: Exchange, best: Location, why: string, surprise: string | undefined) {
    this.exchange = exchange;
    this.uri = exchange.uri;
    this.best = best;
    this.text = `${best.pattern}   ${why}`;
    this.at = best.placed;
    this.surprise = surprise;
  }

  get lost(): readonly Loser[] {
    return lostLocations(this.exchange, this.uri, this.best);
  }
}

function reason({ kind, name }: Location, found: Found): string {
  if (found === 'redirect') return 'the same but for the slash at its end';
  if (kind === 'regex') return 'the first regular expression that matches';
  if (kind === 'exact') return 'equal to the path';
  if (kind === 'prefix-no-regex') return 'longest prefix, and ^~ keeps regular expressions out';
  return name === '/' ? 'longest prefix: nothing else matches' : 'longest prefix';
}
