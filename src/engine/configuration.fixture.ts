import type { Check } from '../checks/check.ts';
import type { Facts } from '../checks/configuration.ts';
import { checks as allChecks } from '../checks/index.ts';
import { Model, type TraceRequest } from '../nginx/model/index.ts';
import { load, objectFiles } from '../nginx/syntax/index.ts';
import { askedPaths, findPaths } from './find-paths.ts';
import { type ConfigJudgement, judgeConfiguration } from './judge-configuration.ts';
import { handshakeAt, plainOf } from './spots.ts';

export const noFacts: Facts = {
  heartbeatMs: undefined,
  hops: [],
  tunnels: undefined,
  nodesNeedSession: false,
};

export interface JudgedText {
  readonly version?: string;
  readonly facts?: Partial<Facts>;
  readonly checks?: readonly Check[];
  /** URLs that are asked for, `http:` or `https:` plainly; without, all that could carry a WebSocket is judged. */
  readonly urls?: readonly string[];
}

/** Judges a configuration that a test holds: one text, or files by name with `nginx.conf` among them. */
export function judgeText(
  content: string | Readonly<Record<string, string>>,
  { version = '1.22.1', facts: known = {}, checks = allChecks, urls }: JudgedText = {},
): ConfigJudgement {
  const files = typeof content === 'string' ? { 'nginx.conf': content } : content;
  const bytes = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)] as const);
  const configuration = load('nginx.conf', { files: objectFiles(Object.fromEntries(bytes)) });
  const model = new Model(configuration, { version });
  const facts = { ...noFacts, ...known };
  const paths =
    urls === undefined
      ? findPaths(model, facts)
      : askedPaths(
          model,
          facts,
          urls.map((url) => ({ url, request: requestFor(url) })),
        );
  return judgeConfiguration(checks, { configuration, model, facts, paths });
}

function requestFor(written: string): TraceRequest {
  const url = new URL(written);
  const tls = /^(?:wss|https):$/.test(url.protocol);
  const port = url.port === '' ? (tls ? 443 : 80) : Number(url.port);
  const request = handshakeAt(
    { address: undefined, port, tls, host: url.hostname },
    url.pathname + url.search,
  );
  return url.protocol.startsWith('http') ? plainOf(request) : request;
}
