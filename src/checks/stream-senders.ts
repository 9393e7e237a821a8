import { type Level, type Model, ownSocket, parseUrl, type Socket } from '../nginx/model/index.ts';
import { readStreamSettings, type Setting } from '../nginx/model/stream/stream-settings.ts';
import { Upstreams } from '../nginx/model/upstream/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { remembered } from './remembered.ts';

/** A `server` of stream that hands connections on to a socket of http of this same nginx. */
export interface StreamSender {
  readonly server: Level;
  readonly pass: Placed;
  /** Whether it begins them with a line of the PROXY protocol, and by which line it says so. */
  readonly sendsProxyProtocol: Setting<boolean>;
  /** Every socket of http that it leads to; undefined among them for what is not of this http. */
  readonly targets: ReadonlySet<Socket | undefined>;
}

/** What of `stream` leads to a socket of http. */
export function streamSenders(model: Model, socket: Socket): readonly StreamSender[] {
  return sendersOf(model).filter(({ targets }) => targets.has(socket));
}

const sendersOf = remembered((model: Model): readonly StreamSender[] =>
  model.main.blocks('stream').flatMap((stream) =>
    stream.blocks('server').flatMap((server): StreamSender[] => {
      const pass = server.last('proxy_pass');
      if (pass === undefined) return [];
      const targets = new Set(
        addressesOf(stream, pass).flatMap((address) => socketsAt(model, stream, pass, address)),
      );
      const { sendsProxyProtocol } = readStreamSettings(server, model.version);
      return [{ server, pass, sendsProxyProtocol, targets }];
    }),
  ),
);

/** What `proxy_pass` names: an address or a group, or with a variable all that its `map` may yield. */
function addressesOf(stream: Level, pass: Placed): string[] {
  const written = pass.directive.args[0]?.value ?? '';
  if (!written.startsWith('$')) return [written];
  const map = stream
    .named('map')
    .find(({ directive }) => directive.args[1]?.value.toLowerCase() === written.toLowerCase());
  const entries = map?.directive.block?.children ?? [];
  return entries
    .filter(({ name }) => !/^(?:hostnames|volatile|include)$/.test(name))
    .map(({ args }) => args[0]?.value ?? '');
}

function socketsAt(
  model: Model,
  stream: Level,
  pass: Placed,
  address: string,
): (Socket | undefined)[] {
  const url = parseUrl(address, { defaultPort: undefined, takesUri: false });
  const upstream = 'error' in url ? url : new Upstreams(stream, model.version).of(url, pass, false);
  if ('error' in upstream) return [undefined];
  return upstream.servers.map(({ endpoint }) =>
    'error' in endpoint ? undefined : ownSocket(model, endpoint),
  );
}
