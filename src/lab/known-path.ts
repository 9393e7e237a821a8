import {
  letIn,
  type Model,
  nextHops,
  type Passing,
  parseUrl,
  type Socket,
  type Trace,
  throughStream,
  trace,
} from '../nginx/model/index.ts';
import { addressesOf, upstreamOfStream } from './addresses-of.ts';
import { arriving } from './arriving.ts';
import { type AskedPath, socketOf } from './asked-path.ts';
import type { Lab } from './open-lab.ts';
import { endpointText, readPassUrl } from './sandbox/pass-url.ts';

/** A path with what the model says of it. */
export interface KnownPath {
  readonly path: AskedPath;
  readonly socket: Socket;
  readonly isStream: boolean;
  /** The handshake at each hop of this configuration. */
  readonly hops: readonly Trace[];
  /** The names of the backends that the last hop leads to. */
  readonly nodes: readonly string[];
  readonly idleMs: number;
  readonly connectMs: number;
}

/** Of a path that is not proxied: what is waited there is nginx's default of both times. */
const DEFAULT_MS = 60_000;

/** Undefined where nothing listens for it. */
export function knownPath({ model }: Pick<Lab, 'model'>, path: AskedPath): KnownPath | undefined {
  const found = socketOf(model, path);
  if (found === undefined) return undefined;
  const { socket, isStream } = found;
  const request = arriving(model, path);
  const through = isStream ? throughStream(model, request) : undefined;
  const first = through === undefined ? trace(model, request) : through.inner;
  const hops = first === undefined ? [] : [first, ...nextHops(first, letIn)];
  const nodes =
    nodesOf(hops.at(-1)?.passing, model) ?? addressesOf(upstreamOfStream(through?.stream));
  const times = hops.flatMap(({ timeouts }) => (timeouts === undefined ? [] : [timeouts]));
  const stream = through?.stream.server?.settings;
  const idle = [...times.map(({ read }) => read.ms), ...(stream ? [stream.timeoutMs.value] : [])];
  const idleMs = idle.length === 0 ? DEFAULT_MS : Math.min(...idle);
  const connectMs = stream?.connectTimeoutMs.value ?? times[0]?.connect.ms ?? DEFAULT_MS;
  return { path, socket, isStream, hops, nodes, idleMs, connectMs };
}

/** Undefined where nothing is passed on. */
function nodesOf(passing: Passing | undefined, model: Model): string[] | undefined {
  if (passing === undefined) return undefined;
  if (passing.target !== undefined) return addressesOf(passing.target.upstream);
  // Of other modules than the proxy the model tells the line alone.
  const { authority, endpoint } = readPassUrl(passing.line.directive.args[0]?.value ?? '');
  const group = model.http
    ?.blocks('upstream')
    .find(({ placed }) => placed?.directive.args[0]?.value === authority);
  if (group === undefined) return endpoint === undefined ? [] : [endpointText(endpoint)];
  return group.named('server').flatMap(({ directive }) => {
    const server = parseUrl(directive.args[0]?.value ?? '', { defaultPort: 80, takesUri: false });
    return 'error' in server ? [] : [endpointText(server)];
  });
}
