import type { Socket } from 'node:net';
import type { WireProtocol } from '../../probe/backend-kind.ts';
import { concatBytes } from '../../websocket/bytes.ts';
import { helloServerName } from './client-hello.ts';
import { wireProtocol } from './wire-protocol.ts';

/** What the first bytes of a connection tell. */
export interface FirstBytes {
  readonly protocol: WireProtocol;
  /** The server name of a TLS hello, null where it has none; undefined where it is no TLS. */
  readonly serverName: string | null | undefined;
}

/** The same, with the bytes that tell it. */
export interface ReadFirstBytes extends FirstBytes {
  readonly bytes: Uint8Array;
}

/** Looks at a connection's first bytes and leaves them unread. Null where it ended before them. */
export function readFirstBytes(socket: Socket): Promise<ReadFirstBytes | null> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    const finish = (found: ReadFirstBytes | null): void => {
      socket.off('data', onData);
      socket.off('end', onEnd);
      socket.off('close', onEnd);
      resolve(found);
    };
    const onEnd = (): void => finish(null);
    const onData = (chunk: Uint8Array): void => {
      chunks.push(chunk);
      const bytes = concatBytes(chunks);
      const found = judge(bytes);
      if (found === 'more') return;
      socket.pause();
      socket.unshift(bytes);
      finish({ ...found, bytes });
    };
    socket.on('data', onData);
    socket.on('end', onEnd);
    socket.on('close', onEnd);
  });
}

function judge(bytes: Uint8Array): FirstBytes | 'more' {
  const protocol = wireProtocol(bytes);
  if (protocol === 'more') return 'more';
  if (protocol !== 'tls') return { protocol, serverName: undefined };
  const serverName = helloServerName(bytes);
  return serverName === 'more' ? 'more' : { protocol, serverName };
}
