import type { Socket } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { type Check, live } from './check.ts';
import { type ConfigProblem, type Fix, onPath, type SocketPath } from './configuration.ts';
import { replaceWords } from './fixes/replace-words.ts';
import { judgeOwnHop, judgeStream } from './proxy-protocol-inside.ts';
import { speaksHttp } from './speaks-http.ts';
import { streamSenders } from './stream-senders.ts';

export const proxyProtocol: Check = {
  id: 'proxy-protocol',
  severity: 'error',
  title: 'nginx and the hop in front of it disagree about the PROXY protocol',
  why: 'With listen … proxy_protocol nginx takes a line of the PROXY protocol before each request, and closes a connection that begins otherwise, without any answer. Without it, such a line is a broken request (400). Say proxy_protocol exactly where the hop in front sends it: TCP load balancers can, load balancers for HTTP and CDNs do not. real_ip_header proxy_protocol takes the client address from that line, and does nothing without it.',
  bad: `events {}
http {
    server {
        listen 80 proxy_protocol;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  good: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  told: {
    bad: { hops: [{ name: 'alb', idleMs: undefined }] },
    good: { hops: [{ name: 'alb', idleMs: undefined }] },
  },
  config: onPath(function* (path) {
    const { arrival, exchange } = path.handshake;
    const socket = arrival.taken?.socket;
    if (socket === undefined || exchange === undefined) return undefined;
    const readers = readersOf(path);
    yield* judgeOwnHop(path);
    for (const own of socketsOf(path, socket)) yield* judgeStream(path, own, readers);
    const senders = streamSenders(path.model, socket);
    const listen = socket.proxyProtocol?.placed;
    if (listen === undefined) {
      // Where it is sent, the listen line is at fault.
      const isSent = senders.some(({ sendsProxyProtocol }) => sendsProxyProtocol.value);
      const [first, ...others] = isSent ? [] : readers;
      if (first !== undefined) yield withoutLine(first, others, socket.text);
      return undefined;
    }
    if (senders.length > 0 || path.isLaterHop) return undefined;
    const hop = path.facts.hops.at(-1);
    if (hop === undefined || !speaksHttp(hop)) {
      yield {
        at: listen,
        severity: 'advice',
        where: `listen ${socket.text}`,
        message: `Whoever connects here has to begin with a line of the PROXY protocol: nginx closes every other connection without an answer, and logs "broken header". See that ${hop?.name ?? 'what stands in front'} sends that line; where nothing does, take proxy_protocol out.`,
      };
      return undefined;
    }
    const demanding = demandingBeside(path, socket);
    yield {
      at: listen,
      where: `listen ${socket.text}`,
      message: `${hop.name} sends no PROXY protocol, and this listen line demands it: nginx closes every connection without an answer and logs "broken header". Take proxy_protocol out.`,
      related: [
        ...demanding.flatMap(({ proxyProtocol: line }) =>
          line?.placed === undefined ? [] : [{ at: line.placed, message: 'demands it, too' }],
        ),
        ...readers.map((at) => ({ at, message: 'reads the address from it' })),
      ],
      fix: withoutProtocol([socket, ...demanding], readers),
    };
    return undefined;
  }),
  live: live(['proxyProtocol'], function* ({ proxyProtocol }) {
    const { expected, without, with: withLine } = proxyProtocol;
    // A line that is not asked for is a broken request (400).
    const demands = without.status === null && ![null, 400].includes(withLine.status);
    const takes = withLine.status === 101 || withLine.status === without.status;
    const said = `without a PROXY line: ${without.detail}; with one: ${withLine.detail}`;
    if (withLine.status === 101 && without.status === 101) return said;
    if (expected === null) {
      return demands
        ? {
            cannotTell: `nginx demands the PROXY protocol; whether the hop in front sends it is not known (${said})`,
          }
        : said;
    }
    if (!expected && demands) {
      yield {
        message: `The hop in front sends no PROXY protocol, and this listen line demands it: a handshake without it is closed without an answer ("broken header" in the error log). Take proxy_protocol out.`,
      };
    }
    if (expected && !takes) {
      yield {
        message: `The hop in front sends a line of the PROXY protocol, and nginx takes it for a broken request: ${withLine.detail}. Add proxy_protocol to the listen line.`,
      };
    }
    return said;
  }),
};

/** Where clients of a path come in: all sockets of its server, unless they ask for one. */
function socketsOf({ intent, model, handshake }: SocketPath, asked: Socket): readonly Socket[] {
  const server = handshake.arrival.choice?.server;
  if (intent === 'asked' || server === undefined) return [asked];
  return model.listeners?.socketsOf(server) ?? [asked];
}

/** Other sockets of the path's server that demand it: for IPv6, for TLS. */
function demandingBeside({ model, handshake }: SocketPath, socket: Socket): readonly Socket[] {
  const server = handshake.arrival.choice?.server;
  if (server === undefined) return [];
  const sockets = model.listeners?.socketsOf(server) ?? [];
  return sockets.filter((one) => one !== socket && one.proxyProtocol !== undefined);
}

/** Lines in effect on the path that take the client's address from the PROXY protocol. */
function readersOf({ handshake }: SocketPath): Placed[] {
  const level = handshake.exchange?.level;
  if (level === undefined) return [];
  const isReader = ({ directive }: Placed): boolean =>
    directive.name === 'real_ip_header'
      ? directive.args[0]?.value.toLowerCase() === 'proxy_protocol'
      : /\$\{?proxy_protocol_(?:addr|port)\b/.test(directive.args[1]?.value ?? '');
  return ['real_ip_header', 'proxy_set_header']
    .flatMap((name) => level.effective(name))
    .filter(isReader);
}

function withoutLine(at: Placed, others: readonly Placed[], socket: string): ConfigProblem {
  const says = at.directive.args[0]?.value ?? '';
  const what = at.directive.name === 'real_ip_header' ? 'the client address' : says;
  return {
    at,
    severity: 'warning',
    message: `The line takes ${what} from the PROXY protocol, but ${socket} does not listen for it: the backend never hears the address of the client. Either the listen line lacks proxy_protocol, which is right where the hop in front sends it, or this line is left over.`,
    related: others.map((other) => ({ at: other, message: 'likewise' })),
  };
}

/** What read the address from the PROXY protocol gets it from the header that HTTP hops send. */
function withoutProtocol(sockets: readonly Socket[], readers: readonly Placed[]): Fix {
  const listens = sockets
    .flatMap(({ servers }) => servers)
    .flatMap(({ line }) => (line.placed === undefined ? [] : [line.placed]));
  const edits = readers.flatMap((line) => {
    const [name = ''] = line.directive.args.map(({ value }) => value);
    if (line.directive.name === 'real_ip_header') {
      return replaceWords(line, [[/^proxy_protocol$/i, 'X-Forwarded-For']]);
    }
    const isList = /^x-forwarded-for$/i.test(name);
    return replaceWords(line, [
      isList
        ? [/\$\{?proxy_protocol_addr\b\}?/g, '$$proxy_add_x_forwarded_for']
        : [/\bproxy_protocol_(addr|port)\b/g, 'remote_$1'],
    ]);
  });
  return {
    title: 'Take no PROXY protocol, but the address from X-Forwarded-For',
    safe: true,
    edits: [...listens.flatMap((line) => replaceWords(line, [[/^proxy_protocol$/, '']])), ...edits],
  };
}
