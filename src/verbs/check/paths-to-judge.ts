import type { Facts, SocketPath } from '../../checks/configuration.ts';
import { askedPaths, findPaths } from '../../engine/find-paths.ts';
import { type Model, trace } from '../../nginx/model/index.ts';
import { asSocketUrl } from './as-socket-url.ts';

/** Finds the paths of a configuration that are to be judged. */
export type PathFinder = (model: Model, facts: Facts) => readonly SocketPath[];

/** The paths of the URLs, or all that could carry a WebSocket where none is named. */
export async function pathFinder(urls: readonly string[]): Promise<PathFinder> {
  if (urls.length === 0) return findPaths;
  const [{ questionFor }, { throughStream }] = await Promise.all([
    import('../explain/question.ts'),
    import('../explain/through-stream.ts'),
  ]);
  const questions = urls.map((written) => {
    const url = asSocketUrl(written);
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
