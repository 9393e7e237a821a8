import type { Arrival } from '../probe/arrival.ts';
import { headerHasToken, headerValues } from '../websocket/header.ts';

/** The first value of a header that arrived, or null where it did not. */
export function headerOf({ headers }: Arrival, name: string): string | null {
  return headerValues(headers, name)[0] ?? null;
}

/** Whether a header that arrived, such as `Connection`, names the token. */
export function hasToken({ headers }: Arrival, name: string, token: string): boolean {
  return headerHasToken(headers, name, token);
}
