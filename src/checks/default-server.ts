import type { ServerBlock, Socket, Trace } from '../nginx/model/index.ts';
import { type Placed, placeOf } from '../nginx/syntax/index.ts';
import type { Astray } from './astray.ts';

/** Who answers where no name leads to the server that was meant, within a sentence. */
export function byDefault({ arrival }: Trace): string {
  const at = arrival.choice?.server.level.placed;
  const place = at && placeOf(at);
  const who = arrival.choice?.by === 'default' ? 'the default one there' : 'another one';
  return `${who}${place === undefined ? '' : ` (${place.file}:${place.line})`} answers`;
}

export function answering({ arrival }: Trace): Astray['related'] {
  const at = arrival.choice?.server.level.placed;
  return at === undefined ? [] : [{ at, message: 'the server that answers' }];
}

/** What a finding of a server is about. */
export function serverInWords({ names: [name] }: ServerBlock): string {
  return name === undefined || name.written === '' ? 'the server itself' : `server ${name.written}`;
}

/** Where a server listens, or the server itself. */
export function lineOf({ servers }: Socket, server: ServerBlock): Placed | undefined {
  const listening = servers.find((one) => one.server === server);
  return listening?.line.placed ?? server.level.placed;
}
