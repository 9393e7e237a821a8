import { isFlagOn } from '../nginx/model/flags.ts';
import type { Trace } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';

/** How nginx opens a connection to the backend, as far as TLS is concerned. */
export interface TlsTarget {
  readonly scheme: 'http' | 'https';
  /** The line of `proxy_pass`. */
  readonly line: Placed;
  /** Its host, and port. */
  readonly written: string;
  readonly servers: readonly {
    readonly at: Placed;
    readonly written: string;
    readonly host: string;
    readonly port: number;
  }[];
  /** Whether `proxy_ssl_server_name` is on. */
  readonly sendsName: boolean;
  /** The name that the certificate is compared with, and that is sent: `proxy_ssl_name`, or the host. */
  readonly name: string | undefined;
  readonly nameLine: Placed | undefined;
  /** The host of `proxy_pass` where it is a name of the domain name system with a dot in it. */
  readonly host: string | undefined;
  /** Whether `proxy_pass` names an upstream group. */
  readonly isGroup: boolean;
  /** The name is that of an upstream group, which nobody outside knows. */
  readonly isGroupName: boolean;
  /** The name is an address: nginx sends none then, and finds none in certificates. */
  readonly isAddress: boolean;
}

/** Undefined where nothing is known of it, or nothing is proxied. */
export function tlsTarget({ passing, exchange }: Trace): TlsTarget | undefined {
  const target = passing?.target;
  const scheme = target?.scheme.text;
  const upstream = target?.upstream;
  if (target === undefined || exchange === undefined || upstream === undefined) return undefined;
  if (scheme !== 'http' && scheme !== 'https') return undefined;
  const nameLine = exchange.level.effective('proxy_ssl_name').at(-1);
  const written = target.hostHeader.text ?? upstream.name;
  const host = written.replace(/:\d+$/, '');
  const name = nameLine
    ? exchange.evaluate(nameLine.directive.args[0]?.value ?? '', nameLine).text
    : host;
  const isGroup = upstream.placed !== undefined;
  const [first] = upstream.servers;
  const kind = first && !('error' in first.endpoint) ? first.endpoint.kind : undefined;
  return {
    scheme,
    line: target.line,
    written,
    servers: upstream.servers.flatMap((server) =>
      'error' in server.endpoint
        ? []
        : [
            {
              at: server.placed,
              written: server.written,
              host: server.endpoint.host,
              port: server.endpoint.port,
            },
          ],
    ),
    sendsName: isFlagOn(exchange.level, 'proxy_ssl_server_name', false),
    name,
    nameLine,
    host: !isGroup && kind === 'name' && host.includes('.') ? host : undefined,
    isGroup,
    isGroupName: isGroup && nameLine === undefined,
    isAddress: !isGroup && kind === 'ip' && nameLine === undefined,
  };
}
