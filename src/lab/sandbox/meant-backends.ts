import {
  hasVariables,
  type Model,
  parseUrl,
  type StreamTrace,
  type Trace,
} from '../../nginx/model/index.ts';
import { eachLine } from './each-line.ts';
import { type Line, ownerOf } from './line.ts';
import { endpointText, isWithoutPort, readPassUrl } from './pass-url.ts';

/** A server that the user's nginx hands requests on to, and for which one of ours stands. */
export interface MeantBackend {
  /** Its address, such as `app:3000`: see `endpointText`. */
  readonly text: string;
  /** What `$proxy_host` calls it where no group does. */
  readonly proxyHost: string;
  /** Whether nginx speaks TLS to it. */
  readonly tls: boolean;
}

/** `proxy_pass`, `grpc_pass` and their likes. */
export const PASS: RegExp = /^(?:proxy|grpc|fastcgi|uwsgi|scgi|memcached)_pass$/;

/**
 * All backends that lines name, and those that the traces of the requests at hand come to through
 * variables.
 */
export function meantBackends(
  model: Model,
  traces: readonly Trace[],
  streams: readonly StreamTrace[],
): ReadonlyMap<string, MeantBackend> {
  const found = new Found();
  const groups: Line[] = [];
  eachLine(model.configuration, (line) => {
    const { name, args, block } = line.directive;
    if (PASS.test(name)) found.addPass(args[0]?.value ?? '');
    // Where a server has no block it is one of a group.
    if (name === 'server' && block === undefined) groups.push(line);
    return true;
  });
  for (const { passing } of traces) found.addTarget(passing?.target);
  for (const { outcome } of streams) found.addStream(outcome);
  for (const line of groups) found.addServer(line);
  return found.backends;
}

class Found {
  readonly backends = new Map<string, MeantBackend>();
  /** Authorities and groups to which nginx speaks TLS. */
  private readonly secure = new Set<string>();

  addPass(value: string): void {
    if (hasVariables(value)) return;
    const { authority, endpoint, isTls } = readPassUrl(value);
    if (isTls) this.secure.add(authority.toLowerCase());
    if (endpoint === undefined || isWithoutPort(endpoint)) return;
    this.add({ text: endpointText(endpoint), proxyHost: hostOf(authority), tls: isTls });
  }

  addTarget(target: NonNullable<Trace['passing']>['target']): void {
    const { upstream, scheme, hostHeader } = target ?? {};
    if (upstream === undefined) return;
    const tls = scheme?.text === 'https';
    if (upstream.placed !== undefined) {
      if (tls) this.secure.add(upstream.name.toLowerCase());
      return;
    }
    for (const { endpoint } of upstream.servers) {
      if ('error' in endpoint) continue;
      this.add({ text: endpointText(endpoint), proxyHost: hostHeader?.text ?? '', tls });
    }
  }

  addStream(outcome: StreamTrace['outcome']): void {
    const upstream = outcome.kind === 'proxy' ? outcome.upstream : undefined;
    if (upstream === undefined || 'error' in upstream || upstream.placed !== undefined) return;
    for (const { endpoint, written } of upstream.servers) {
      if ('error' in endpoint) continue;
      this.add({ text: endpointText(endpoint), proxyHost: written, tls: false });
    }
  }

  addServer(line: Line): void {
    const { directive, isStream } = line;
    const written = directive.args[0]?.value ?? '';
    const group = ownerOf(line)?.directive;
    const defaultPort = isStream ? undefined : 80;
    const endpoint = parseUrl(written, { defaultPort, takesUri: false });
    if ('error' in endpoint || isWithoutPort(endpoint)) return;
    const tls = this.secure.has((group?.args[0]?.value ?? '').toLowerCase());
    this.add({ text: endpointText(endpoint), proxyHost: written, tls });
  }

  private add(backend: MeantBackend): void {
    const known = this.backends.get(backend.text);
    // What is spoken to both ways is a mistake of one of them; the path at hand shows which.
    if (known === undefined || (backend.tls && !known.tls))
      this.backends.set(backend.text, backend);
  }
}

/** nginx calls the host of a unix socket `localhost`, and leaves out the scheme's own port. */
function hostOf(authority: string): string {
  return /^unix:/i.test(authority) ? 'localhost' : authority.replace(/:(?:80|443)$/, '');
}
