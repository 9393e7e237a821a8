import type { Facts, SocketPath } from '../../checks/configuration.ts';
import { behindHop } from '../../engine/behind-hop.ts';
import { askedPaths, findPaths } from '../../engine/find-paths.ts';
import { type Model, type TraceRequest, throughStream, trace } from '../../nginx/model/index.ts';

/** Finds the paths of a configuration that are to be judged. */
export type PathFinder = (model: Model, facts: Facts) => readonly SocketPath[];

/** A request to judge: a URL (of http, a plain request), or one with the request that it comes to nginx as. */
export type AskedUrl = string | { readonly url: string; readonly request: TraceRequest };

/** The paths of the URLs, or all that could carry a WebSocket where none is named. */
export async function pathFinder(urls: readonly AskedUrl[]): Promise<PathFinder> {
  if (urls.length === 0) return findPaths;
  const { questionFor } = await import('../explain/question.ts');
  const questions = urls.map((asked) => {
    if (typeof asked !== 'string') return asked;
    return { url: asked, request: questionFor(asked, {}) };
  });
  return (model, facts) => {
    const asked = questions.map(({ url, request }) => {
      return { url, request: arrivingRequest(model, facts, request) };
    });
    return askedPaths(model, facts, asked);
  };
}

/** The request that comes to HTTP of this nginx: by itself, through its stream, or through a hop. */
function arrivingRequest(model: Model, { hops }: Facts, request: TraceRequest): TraceRequest {
  if (trace(model, request).arrival.taken !== undefined) return request;
  // What stream hands on to http of the same nginx is judged there.
  const through = throughStream(model, request);
  if (through !== undefined || hops.length === 0) return through?.inner?.request ?? request;
  return behindHop(model, request);
}
