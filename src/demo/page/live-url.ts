import type { LineTarget } from './line.ts';
import { formatPosition } from './wire.ts';

/** The address of a live path for this session, with what the page has already. */
export function liveUrl(path: string, target: LineTarget): URL {
  const url = new URL(path, target.origin);
  url.searchParams.set('session', target.session);
  const position = target.position();
  if (position !== undefined) url.searchParams.set('since', formatPosition(position));
  return url;
}
