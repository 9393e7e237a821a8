import { type Placed, replaceArgument } from '../nginx/syntax/index.ts';
import type { ConfigProblem, Fix, SocketPath } from './configuration.ts';
import { holdOfKey } from './hold-of-key.ts';
import { needsItsNode } from './needs-its-node.ts';

/** A backend that `split_clients` draws anew for each request; undefined where that is not so. */
export function splitByRequest(path: SocketPath): ConfigProblem | undefined {
  const { model, handshake } = path;
  const line = handshake.passing?.line;
  const url = line?.directive.args[0]?.value ?? '';
  const [, name] = /^https?:\/\/\$\{?(\w+)/.exec(url) ?? [];
  const at = name === undefined ? undefined : model.derivedVariable(name.toLowerCase())?.placed;
  if (line === undefined || at?.directive.name !== 'split_clients') return undefined;
  const key = at.directive.args[0]?.value ?? '';
  const parts = model.configuration.children(at);
  const backends = new Set(parts.map(({ directive }) => directive.args[0]?.value));
  if (backends.size < 2 || holdOfKey(key) !== 'request') return undefined;
  return {
    at,
    where: `$${name}`,
    severity: needsItsNode(path, url) ? 'warning' : 'advice',
    message: `A client that polls (Socket.IO, SignalR, SockJS) or comes back to a session reaches any of ${backends.size} backends, as ${key} is another one in each request; the others do not know it and answer 400 or 404 ("Session ID unknown"). Split by what stays the same for a client: $remote_addr, or a cookie.`,
    related: [{ at: line, message: 'the backend is chosen by it here' }],
    fix: splitByAddress(at),
  };
}

/** Others may go by the same variable, and clients behind one address stay together. */
function splitByAddress({ directive, file }: Placed): Fix | undefined {
  const [key] = directive.args;
  if (key === undefined) return undefined;
  const edits = replaceArgument(directive.tree, key, '$remote_addr');
  return {
    title: 'Split by the address of the client',
    safe: false,
    edits: edits.map((edit) => ({ file, edit })),
  };
}
