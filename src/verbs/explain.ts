import { type Model, type Trace, throughStream, trace } from '../nginx/model/index.ts';
import type { StreamTrace } from '../nginx/model/stream/index.ts';
import type { Environment } from '../nginx/process/index.ts';
import type { Configuration } from '../nginx/syntax/index.ts';
import { lineOf } from '../report/explain/line-ref.ts';
import { type Explanation, explanationOf } from '../report/explanation.ts';
import { streamExplanationOf } from '../report/stream-explanation.ts';
import { elsewhere, elsewhereText } from './explain/elsewhere.ts';
import { type KnownNginx, knownNginx } from './explain/known-nginx.ts';
import { type QuestionOptions, questionFor } from './explain/question.ts';
import { type OpenOptions, openModel } from './open-model.ts';

/** Which configuration is explained, and by the rules of which nginx. */
export interface ExplainOptions extends OpenOptions {
  /** A version such as `1.26.3`; that of the nginx on this machine if left out. */
  readonly nginxVersion?: string | undefined;
  /** A path or version of an nginx on this machine. */
  readonly nginx?: string | undefined;
  readonly environment?: Environment;
}

/** A configuration that answers questions. */
export interface Explain {
  readonly configuration: Configuration;
  readonly nginx: KnownNginx;
  readonly model: Model;
  /**
   * What nginx does with a request to a URL: a browser's handshake for `wss:` and `ws:`, a plain
   * request for `https:` and `http:`. Fails where a part of the question is none.
   */
  ask(url: string, options?: QuestionOptions): Explained;
}

/** The answer for one URL. */
export interface Explained {
  readonly explanation: Explanation;
  /** All that the model knows of it. */
  readonly trace: Trace;
  /** What to ask instead, where nothing takes the connection. */
  readonly hint: string | undefined;
  /** What `stream` does with the connection, where http does not take it. */
  readonly stream: StreamTrace | undefined;
  /** Whether stream hands it on to something else than http of the same nginx. */
  readonly isStreamAlone: boolean;
}

/**
 * Reads a configuration, or, where none is named, the one that the nginx on this machine would load.
 * What is wrong with its text is in `configuration.problems`. Fails where there is nothing to read.
 */
export async function explain(options: ExplainOptions = {}): Promise<Explain> {
  const { environment = process.env, nginxVersion: version } = options;
  const meant = await knownNginx({ version, nginx: options.nginx, environment });
  const { configuration, model, nginx } = openModel(options, meant);
  return { configuration, nginx, model, ask: (url, asked = {}) => answer(model, url, asked) };
}

function answer(model: Model, url: string, options: QuestionOptions): Explained {
  const request = questionFor(url, options);
  const direct = trace(model, request);
  const passed = direct.arrival.taken === undefined ? throughStream(model, request) : undefined;
  const traced = passed?.inner ?? direct;
  const hint =
    traced.exchange === undefined ? elsewhereText(elsewhere(model, request), url) : undefined;
  const { version } = model;
  if (passed === undefined) {
    const explanation = explanationOf(traced, url, version, hint);
    return { trace: traced, hint, explanation, stream: undefined, isStreamAlone: false };
  }
  const { stream, inner } = passed;
  const explanation = inner
    ? { ...explanationOf(inner, url, version), ...streamPlace(stream) }
    : streamExplanationOf(stream, url, version);
  return { trace: traced, hint, explanation, stream, isStreamAlone: inner === undefined };
}

function streamPlace({ server }: StreamTrace): Pick<Explanation, 'stream'> {
  const block = server?.choice.server.level.placed;
  return block === undefined ? {} : { stream: lineOf(block) };
}
