import type { Facts, SocketPath } from '../../checks/configuration.ts';
import { behindHop, expectsHop } from '../../engine/behind-hop.ts';
import { askedPaths, findPaths } from '../../engine/find-paths.ts';
import { findTwins } from '../../engine/twins/find-twins.ts';
import { type Model, type TraceRequest, throughStream, trace } from '../../nginx/model/index.ts';

/** Finds the paths of a configuration that are to be judged. */
export type PathFinder = (model: Model, facts: Facts) => readonly SocketPath[];

/**
 * A request to judge: a URL (of http, a plain request), or one with the request that it comes to nginx
 * as, or of which it is known whether anybody answers there.
 */
export type AskedUrl =
  | string
  | { readonly url: string; readonly request: TraceRequest }
  | { readonly url: string; readonly isAnswered: boolean };

/**
 * The paths of the URLs, or all that could carry a WebSocket where none is named. `byTwins`: of servers
 * that differ in nothing but numbers, the first is judged for all.
 */
export async function pathFinder(
  urls: readonly AskedUrl[],
  { byTwins = false }: { readonly byTwins?: boolean } = {},
): Promise<PathFinder> {
  if (urls.length === 0) {
    return (model, facts) => findPaths(model, facts, byTwins ? findTwins(model) : undefined);
  }
  const { questionFor } = await import('../explain/question.ts');
  const questions = urls.map((asked): Question => {
    if (typeof asked === 'string') return unanswered(asked, questionFor(asked, {}));
    if ('request' in asked) return unanswered(asked.url, asked.request);
    return { ...asked, request: questionFor(asked.url, {}) };
  });
  return (model, facts) => {
    const asked = questions.flatMap(({ url, request, isAnswered }) => {
      const isMapped = isAnswered || facts.hops.length > 0 || expectsHop(model);
      const arriving = arrivingRequest(model, request, isMapped);
      return arriving === undefined ? [] : [{ url, request: arriving }];
    });
    return askedPaths(model, facts, asked);
  };
}

interface Question {
  readonly url: string;
  readonly request: TraceRequest;
  /** Somebody answers there, so that something leads to nginx, if not its own socket. */
  readonly isAnswered: boolean;
}

function unanswered(url: string, request: TraceRequest): Question {
  return { url, request, isAnswered: false };
}

/**
 * The request that comes to HTTP of this nginx: by itself, through its stream, or through what maps the
 * port in front: a hop, or the ports of a container. Undefined where stream takes the connection and hands
 * it on to others: no line of http says anything of it.
 */
function arrivingRequest(
  model: Model,
  request: TraceRequest,
  isMapped: boolean,
): TraceRequest | undefined {
  if (trace(model, request).arrival.taken !== undefined) return request;
  // What stream hands on to http of the same nginx is judged there.
  const through = throughStream(model, request);
  if (through !== undefined) return through.inner?.request;
  return isMapped ? behindHop(model, request) : request;
}
