import { firstHeader, headersNamed, isNamed } from '../nginx/model/headers.ts';
import type { Trace, UpstreamHeader, Value } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { headerLines } from './header-lines.ts';

/** What a handshake brings to the upstream under one name. */
export interface SentHeader {
  /** Undefined where nothing is sent under the name. */
  readonly value: Value | undefined;
  readonly origin: UpstreamHeader['origin'] | undefined;
  /** The line that sets it, even to nothing; undefined where none in effect does. */
  readonly line: Placed | undefined;
  /** How often it is sent. */
  readonly times: number;
  /** A line of an outer level would have set it, and is not inherited. */
  readonly isLost: boolean;
}

/** Looks a header up in what goes upstream. */
export function sentHeader({ passing, exchange }: Trace, name: string): SentHeader {
  const wanted = name.toLowerCase();
  const { headers = [], dropped = [] } = passing?.request ?? {};
  const found = headersNamed(headers, wanted);
  const { value, origin } = found[0] ?? {};
  return {
    value,
    origin,
    // An empty line behind the one that sends it takes nothing back.
    line: origin === 'set' ? value?.from.at(-1) : headerLines(exchange?.level, name).at(-1),
    times: found.length,
    isLost: dropped.some((header) => isNamed(header, wanted)),
  };
}

/** What the client sent under a name; undefined where it sent nothing. */
export function clientHeader({ request }: Trace, name: string): string | undefined {
  return firstHeader(request.headers, name.toLowerCase());
}
