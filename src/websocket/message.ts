import { concatBytes } from './bytes.ts';
import { type Frame, isControlOpcode, OPCODE } from './frame.ts';

/** A whole message, its fragments put together. */
export type Message =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array };

/** Puts messages together from frames in the order that `FrameReader` lets through (RFC 6455 5.4). */
export class MessageAssembler {
  #opcode: number = OPCODE.continuation;
  #fragments: Uint8Array[] = [];

  /** The message that this frame completes, or null. Control frames belong to no message. */
  add(frame: Frame): Message | null {
    if (isControlOpcode(frame.opcode)) return null;
    if (frame.opcode !== OPCODE.continuation) this.#opcode = frame.opcode;
    this.#fragments.push(frame.payload);
    if (!frame.fin) return null;
    const bytes = concatBytes(this.#fragments);
    this.#fragments = [];
    if (this.#opcode === OPCODE.binary) return { kind: 'binary', bytes };
    return { kind: 'text', text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
  }
}
