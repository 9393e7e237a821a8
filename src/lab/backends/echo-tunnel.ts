import type { Connection } from '../../probe/connection.ts';
import { CLOSE } from '../../websocket/close-code.ts';
import { closePayload } from '../../websocket/close-frame.ts';
import { type Frame, OPCODE } from '../../websocket/frame.ts';
import { FrameReader } from '../../websocket/frame-reader.ts';
import { writeFrame } from '../../websocket/frame-writer.ts';
import { MessageAssembler } from '../../websocket/message.ts';

/** Sends every message back until the tunnel is closed, broken or gone. */
export async function echoTunnel(connection: Connection): Promise<void> {
  const reader = new FrameReader({ sender: 'client' });
  const messages = new MessageAssembler();
  for (;;) {
    const reading = await connection.read(Number.POSITIVE_INFINITY);
    if (reading.kind !== 'bytes') return;
    const { frames, violation } = reader.push(reading.bytes);
    for (const frame of frames) {
      answerFrame(connection, frame, messages);
      if (frame.opcode === OPCODE.close) return;
    }
    if (violation === null) continue;
    send(connection, OPCODE.close, closePayload(CLOSE.protocolError, violation.code));
    return;
  }
}

/** Sends a text message through a tunnel. */
export function sendText(connection: Connection, text: string): void {
  send(connection, OPCODE.text, new TextEncoder().encode(text));
}

function answerFrame(connection: Connection, frame: Frame, messages: MessageAssembler): void {
  // RFC 6455 5.5.1: a close frame is answered with its own code; 5.5.3: a pong with its ping's payload.
  if (frame.opcode === OPCODE.close) send(connection, OPCODE.close, frame.payload.subarray(0, 2));
  if (frame.opcode === OPCODE.ping) send(connection, OPCODE.pong, frame.payload);
  const message = messages.add(frame);
  if (message === null) return;
  if (message.kind === 'binary') send(connection, OPCODE.binary, message.bytes);
  else sendText(connection, message.text);
}

function send(connection: Connection, opcode: number, payload: Uint8Array): void {
  connection.write(writeFrame('server', { opcode, payload }));
}
