import type { Trace, UpstreamHeader, Value } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';

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
  const isNamed = (other: string | undefined): boolean =>
    other?.toLowerCase() === name.toLowerCase();
  const found = (passing?.request?.headers ?? []).filter((header) => isNamed(header.name));
  const lines = exchange?.level.effective('proxy_set_header') ?? [];
  return {
    value: found[0]?.value,
    origin: found[0]?.origin,
    line: lines.findLast(({ directive }) => isNamed(directive.args[0]?.value)),
    times: found.length,
    isLost: (passing?.request?.dropped ?? []).some((header) => isNamed(header.name)),
  };
}

/** What the client sent under a name; undefined where it sent nothing. */
export function clientHeader({ request }: Trace, name: string): string | undefined {
  return request.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;
}

/** The second argument of a `proxy_set_header`, as nginx takes it. */
export function writtenValue(line: Placed | undefined): string {
  return line?.directive.args[1]?.value ?? '';
}

/** The block of the location in charge; that of the server where there is no location. */
export function blockOf({ location, arrival }: Trace): Placed | undefined {
  return location?.placed ?? arrival.choice?.server.level.placed;
}
