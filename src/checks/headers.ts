import type { Arrival } from '../probe/arrival.ts';

/** All values of a header that arrived, in order; names compare without letter case. */
export function headersOf({ headers }: Arrival, name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([each]) => each.toLowerCase() === wanted).map(([, value]) => value);
}

/** The value of a header that arrived, or null where it did not. */
export function headerOf(arrival: Arrival, name: string): string | null {
  return headersOf(arrival, name)[0] ?? null;
}

/** Whether a comma-separated header such as `Connection` names the token (RFC 9110 section 5.6.1). */
export function hasToken(arrival: Arrival, name: string, token: string): boolean {
  return headersOf(arrival, name)
    .flatMap((value) => value.split(','))
    .some((each) => each.trim().toLowerCase() === token);
}
