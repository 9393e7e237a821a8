import { type FileFacts, Model, type Trace, trace } from '../../../src/nginx/model/index.ts';
import { load, objectFiles, type Placed, placeOf } from '../../../src/nginx/syntax/index.ts';
import { unknownsOf } from '../../../src/report/explanation.ts';
import type { ModelAnswer, ModelUnderTest, Place, TestRequest } from './model-port.ts';

/** Where the model is told that nginx's prefix is: any place will do, as nothing is read there. */
const PREFIX = '/prefix';

/** Our model, asked as the harness asks. */
export const theModel: ModelUnderTest = (files, version, request) =>
  answerOf(trace(modelOf(files, version), requestOf(request)));

const models = new WeakMap<Readonly<Record<string, string>>, Map<string, Model>>();

function modelOf(files: Readonly<Record<string, string>>, version: string): Model {
  const known = models.get(files) ?? new Map<string, Model>();
  models.set(files, known);
  const made = known.get(version);
  if (made !== undefined) return made;
  const configuration = load('nginx.conf', { files: objectFiles(bytesOf(files)) });
  const model = new Model(configuration, { version, prefix: PREFIX, fileFacts: factsOf(files) });
  known.set(version, model);
  return model;
}

/** As nginx reads them: the model takes texts of bytes. */
function bytesOf(files: Readonly<Record<string, string>>): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, Buffer.from(text, 'latin1')]),
  );
}

function factsOf(files: Readonly<Record<string, string>>): FileFacts {
  const paths = Object.keys(files);
  return (path) => {
    const bare = path.replace(`${PREFIX}/`, '').replace(/\/+/g, '/');
    if (Object.hasOwn(files, bare)) return 'file';
    // A file's name with a slash behind it is no file.
    const folder = bare.endsWith('/') ? bare : `${bare}/`;
    return paths.some((other) => other.startsWith(folder)) ? 'folder' : 'missing';
  };
}

function requestOf({ listener, client, method, target, protocol, headers }: TestRequest) {
  return {
    method,
    target,
    httpVersion: protocol === 'HTTP/1.0' ? '1.0' : '1.1',
    headers,
    address: listener.address,
    port: listener.port,
    tls: false,
    serverName: undefined,
    client: { address: client, port: 0 },
  } as const;
}

function answerOf(traced: Trace): ModelAnswer {
  const { location, outcome, passing, arrival, answer } = traced;
  const { request, target } = passing ?? {};
  return {
    server: arrival.choice?.server.level.placed ? lineOf(arrival.choice.server.level.placed) : null,
    location: location ? { ...lineOf(location.placed), pattern: location.pattern } : null,
    outcome: {
      // What rests on an assumption is no claim.
      kind: outcome.kind === 'unreachable' || traced.unknowns.length > 0 ? 'unknown' : outcome.kind,
      status: statusOf(traced),
      redirect: outcome.kind === 'response' ? (outcome.redirect?.text ?? null) : null,
    },
    upstream:
      request === undefined || target?.upstream === undefined
        ? null
        : {
            name: target.upstream.name,
            servers: target.upstream.servers.map(({ written }) => written),
            request: {
              line: request.line.text ?? '?',
              headers: request.headers.map(({ name, value }) => ({
                name,
                value: value.text ?? null,
              })),
            },
          },
    unknown: unknownsOf(traced),
  };

  function statusOf({ outcome: end }: Trace): number | null {
    if (end.kind === 'proxy') return answer?.status ?? null;
    return end.kind === 'response' || end.kind === 'file' ? (end.status ?? null) : null;
  }
}

function lineOf(placed: Placed): Place {
  const { file, line } = placeOf(placed);
  return { file, line };
}
