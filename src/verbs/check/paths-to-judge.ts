import type { Facts, SocketPath } from '../../checks/configuration.ts';
import { askedPaths, findPaths } from '../../engine/find-paths.ts';
import { type Model, type TraceRequest, throughStream, trace } from '../../nginx/model/index.ts';
import { asSocketUrl } from './as-socket-url.ts';

/** Finds the paths of a configuration that are to be judged. */
export type PathFinder = (model: Model, facts: Facts) => readonly SocketPath[];

/** A request to judge: a URL, or one with the request that it comes to nginx as. */
export type AskedUrl = string | { readonly url: string; readonly request: TraceRequest };

/** The paths of the URLs, or all that could carry a WebSocket where none is named. */
export async function pathFinder(urls: readonly AskedUrl[]): Promise<PathFinder> {
  if (urls.length === 0) return findPaths;
  const { questionFor } = await import('../explain/question.ts');
  const questions = urls.map((asked) => {
    if (typeof asked !== 'string') return asked;
    const url = asSocketUrl(asked);
    return { url, request: questionFor(url, {}) };
  });
  return (model, facts) => {
    const asked = questions.map(({ url, request }) => {
      const isTaken = trace(model, request).arrival.taken !== undefined;
      // What stream hands on to http of the same nginx is judged there.
      const inner = isTaken ? undefined : throughStream(model, request)?.inner;
      return { url, request: inner?.request ?? request };
    });
    return askedPaths(model, facts, asked);
  };
}
