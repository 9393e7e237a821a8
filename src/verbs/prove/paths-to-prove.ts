import type { AskedPath } from '../../lab/index.ts';
import { asSocketUrl } from '../check/as-socket-url.ts';
import type { PreparedCheck } from '../check/prepare-check.ts';
import { questionFor } from '../explain/question.ts';

/** The paths of a proof, and the URLs of those that are too many for it. */
export interface PathsToProve {
  readonly paths: readonly AskedPath[];
  readonly leftOut: readonly string[];
}

/** So many take about half a minute; who wants more names them. */
const MOST_CANDIDATES = 64;

/** The URLs that were given, or all that could carry a WebSocket. Fails where there is none. */
export async function pathsToProve(
  prepared: PreparedCheck,
  urls: readonly string[],
): Promise<PathsToProve> {
  const isBehindHop = (prepared.settings.hops ?? []).length > 0;
  if (urls.length > 0) {
    const paths = [...new Set(urls)].map((url) => ({ ...askedPath(url), isBehindHop }));
    return { paths, leftOut: [] };
  }
  const { evidence } = prepared.judge(prepared.opened.configuration);
  const all = evidence.paths.filter(({ url }) => URL.canParse(url));
  const sockets = all.filter(({ isPlain }) => !isPlain);
  const meant = sockets.filter(({ intent }) => intent !== 'possible');
  // What only pushes over plain HTTP is proven where there is nothing else.
  const candidates = [meant, sockets, all].find(({ length }) => length > 0) ?? [];
  if (candidates.length === 0) {
    throw new Error(
      'No location of the configuration could carry a WebSocket. Name the URL of the socket, such as --url wss://app.example.com/ws.',
    );
  }
  const paths = candidates.map(({ url, isPlain, handshake }) => ({
    ...(isPlain ? askedPath(url) : { url: new URL(url), request: handshake.request }),
    isBehindHop,
  }));
  return {
    paths: paths.slice(0, MOST_CANDIDATES),
    leftOut: paths.slice(MOST_CANDIDATES).map(({ url }) => url.href),
  };
}

function askedPath(written: string): Pick<AskedPath, 'url' | 'request'> {
  const socketUrl = asSocketUrl(written);
  // It says what is wrong with a URL that is none.
  const request = questionFor(socketUrl, {});
  return { url: new URL(socketUrl), request };
}
