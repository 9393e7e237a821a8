import type { Trace } from '../nginx/model/index.ts';

/** The path of a request without its query, decoded, as locations are compared with it. */
export function askedPath({ request }: Trace): string {
  const [path = ''] = request.target.split('?');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
