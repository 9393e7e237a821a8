import { ownSocket, type Socket } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import type { ConfigProblem, Fix, SocketPath } from './configuration.ts';
import { settingEdits } from './fixes/setting.ts';
import { type StreamSender, streamSenders } from './stream-senders.ts';

/** The rule of `proxy-protocol` for `stream` of this same nginx in front of a socket. */
export function* judgeStream(
  { model }: SocketPath,
  socket: Socket,
  readers: readonly Placed[],
): Generator<ConfigProblem> {
  const listen = socket.servers[0]?.line.placed;
  const demand = socket.proxyProtocol?.placed;
  const senders = streamSenders(model, socket);
  const sending = senders.filter(({ sendsProxyProtocol }) => sendsProxyProtocol.value);
  if (demand !== undefined) {
    for (const sender of senders) {
      if (!sendsNone(sender) || sender.server.placed === undefined) continue;
      yield {
        at: sender.server.placed,
        where: 'stream server',
        message: `This stream server passes connections on to ${socket.text} without a line of the PROXY protocol, and the listen line there demands one: nginx closes every connection without an answer and logs "broken header". Set proxy_protocol on here.`,
        related: [
          { at: demand, message: 'demands it' },
          { at: sender.pass, message: 'leads there' },
        ],
        fix: sendFix(sender),
      };
    }
  } else if (sending.length > 0 && listen !== undefined) {
    yield {
      at: listen,
      where: `listen ${socket.text}`,
      message: `The stream server in front begins each connection with a line of the PROXY protocol, and ${socket.text} does not listen for it: nginx takes that line for a broken request and answers 400${socket.ssl === undefined ? '' : ' in plain text, which ends the TLS handshake of the client'}: nobody gets through. Add proxy_protocol to the listen line.`,
      related: [
        ...sending.map((sender) => ({
          at: sender.sendsProxyProtocol.placed ?? sender.pass,
          message: 'sends the line',
        })),
        ...readers.map((at) => ({ at, message: 'reads the address from it' })),
      ],
      fix: demandFix(socket, sending.length === senders.length),
    };
  }
}

function sendsNone({ sendsProxyProtocol }: StreamSender): boolean {
  return !sendsProxyProtocol.value;
}

/** Safe where all that the stream server leads to takes it. */
function sendFix({ server, targets }: StreamSender): Fix {
  return {
    title: 'Send the PROXY protocol',
    safe: [...targets].every((target) => target?.proxyProtocol !== undefined),
    edits: settingEdits(server, 'proxy_protocol', 'on'),
  };
}

/** Safe where nobody but the stream server, which sends it, comes to the socket. */
function demandFix({ servers, address }: Socket, allSend: boolean): Fix {
  const isInside =
    address.kind === 'unix' ||
    (address.kind === 'ip' && (address.address === '::1' || /^127\./.test(address.address)));
  const edits = servers.flatMap(({ line: { placed } }) => {
    const last = placed?.directive.args.at(-1);
    if (placed === undefined || last === undefined) return [];
    const { end } = last.span;
    return [{ file: placed.file, edit: { span: { start: end, end }, text: ' proxy_protocol' } }];
  });
  return { title: 'Listen for the PROXY protocol', safe: isInside && allSend, edits };
}

/** A proxy of http sends no PROXY protocol, whatever it is told. */
export function* judgeOwnHop({ model, handshake }: SocketPath): Generator<ConfigProblem> {
  const target = handshake.passing?.target;
  for (const { endpoint, down } of target?.upstream?.servers ?? []) {
    if (target === undefined || down || 'error' in endpoint) continue;
    const demand = ownSocket(model, endpoint)?.proxyProtocol?.placed;
    if (demand === undefined) continue;
    yield {
      at: target.line,
      message: `proxy_pass leads to a listen line of this same nginx that demands the PROXY protocol, which nginx sends from stream alone: the connection is closed ("broken header"), and the client gets 502. Listen without it at another port, and lead there.`,
      related: [{ at: demand, message: 'demands it' }],
    };
    return;
  }
}
