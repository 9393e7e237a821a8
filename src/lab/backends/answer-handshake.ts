import type { Connection } from '../../probe/connection.ts';
import { latin1Bytes } from '../../probe/latin1.ts';
import { acceptKey } from '../../websocket/accept-key.ts';
import { type HeaderPair, headerList, headerValues } from '../../websocket/header.ts';
import { answerBytes, responseHead } from './answer.ts';
import type { Backend } from './backend.ts';
import { echoTunnel, sendText } from './echo-tunnel.ts';
import { type AnsweringKind, type JudgedRequest, judgeHandshake } from './handshake-rules.ts';
import type { Request } from './request.ts';

/** Bytes of the header that makes an answer a big one. */
const BIG_HEADER_BYTES = 5_000;

/** What a tunnel is told when its probe asks the backend to speak. */
const UNASKED = 'unasked';

/** Refuses a handshake, or takes it and holds its tunnel. After it the connection is to be ended. */
export async function answerHandshake(
  connection: Connection,
  request: Request & JudgedRequest,
  kind: AnsweringKind,
  { sessions, speakers }: Backend,
): Promise<void> {
  const refused = sessions.refuse(request.query) ?? judgeHandshake(request, kind);
  if (refused !== null) {
    const how = { isHead: request.method === 'HEAD', keepsAlive: false };
    connection.write(answerBytes(refused, how));
    return;
  }
  const headers = await acceptHeaders(request, kind);
  connection.write(latin1Bytes(responseHead(101, headers)));
  const forget = speakers.add(request.probe ?? '', () => sendText(connection, UNASKED));
  await echoTunnel(connection);
  forget();
}

/** RFC 6455 4.2.2, step 5: the fields of a 101. */
async function acceptHeaders(
  { headers }: JudgedRequest,
  kind: AnsweringKind,
): Promise<HeaderPair[]> {
  const [key = ''] = headerValues(headers, 'Sec-WebSocket-Key');
  const [subprotocol] = headerList(headers, 'Sec-WebSocket-Protocol');
  const accepted: HeaderPair[] = [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', await acceptKey(key)],
  ];
  if (subprotocol !== undefined) accepted.push(['Sec-WebSocket-Protocol', subprotocol]);
  if (kind === 'big-answer') accepted.push(['Set-Cookie', 'big='.padEnd(BIG_HEADER_BYTES, 'x')]);
  return accepted;
}
