import { concatBytes } from './bytes.ts';
import {
  FIN_BIT,
  type Frame,
  isControlOpcode,
  LENGTH_BITS,
  LENGTH_IN_2_BYTES,
  LENGTH_IN_8_BYTES,
  MASK_BIT,
  MASKING_KEY_BYTES,
  OPCODE,
  OPCODE_BITS,
  type Role,
  RSV_BITS,
  RSV_SHIFT,
} from './frame.ts';
import {
  type FrameViolation,
  invalidText,
  judgeClose,
  judgeFirstBytes,
  judgeLength,
} from './frame-rules.ts';
import { applyMask } from './masking.ts';
import { Utf8Check } from './utf8.ts';

/** The two bytes that every frame has, before length and masking key. */
const FIRST_BYTES = 2;

/** The longest head: the first bytes, a length of 8 bytes, a masking key. */
const MAX_HEAD_BYTES = FIRST_BYTES + 8 + MASKING_KEY_BYTES;

const DEFAULT_MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** How frames are read. */
export interface FrameReaderOptions {
  /** Who sent the bytes; decides whether masks must or must not be there. */
  readonly sender: Role;
  /** Most payload bytes of one message, its fragments together; 16 MiB when absent. */
  readonly maxMessageBytes?: number;
  /** False: text messages that are not UTF-8 pass. True when absent. */
  readonly checkUtf8?: boolean;
}

/** What some bytes held. */
export interface FrameReading {
  /** The frames that these bytes completed, in order. */
  readonly frames: readonly Frame[];
  /** The rule broken after those frames. Nothing is read after a violation. */
  readonly violation: FrameViolation | null;
}

interface Head extends Omit<Frame, 'payload'> {
  readonly length: number;
  readonly maskingKey: Uint8Array;
}

/** Reads frames from bytes that come in any portions (RFC 6455 5). Holds no socket; never throws. */
export class FrameReader {
  readonly #sender: Role;
  readonly #maxMessageBytes: number;
  readonly #checkUtf8: boolean;

  readonly #headBytes = new Uint8Array(MAX_HEAD_BYTES);
  #headFilled = 0;
  /** Set from the last byte of a head to the last byte of its payload. */
  #head: Head | null = null;
  #payload: Uint8Array[] = [];
  #payloadMissing = 0;

  #inMessage = false;
  #messageBytes = 0;
  #text: Utf8Check | null = null;
  #violation: FrameViolation | null = null;

  constructor(options: FrameReaderOptions) {
    this.#sender = options.sender;
    this.#maxMessageBytes = options.maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES;
    this.#checkUtf8 = options.checkUtf8 ?? true;
  }

  /**
   * Takes the next bytes, which must not change until their frame is complete. After a violation
   * every call returns that violation again.
   */
  push(bytes: Uint8Array): FrameReading {
    const frames: Frame[] = [];
    let at = 0;
    while (at < bytes.length && this.#violation === null) {
      const rest = bytes.subarray(at);
      at += this.#head === null ? this.#takeHead(rest) : this.#takePayload(rest);
      const frame = this.#completeFrame();
      if (frame !== null) frames.push(frame);
    }
    return { frames, violation: this.#violation };
  }

  /** Takes bytes of the head, first the two that tell how long it is. Returns how many it took. */
  #takeHead(bytes: Uint8Array): number {
    const size = this.#headFilled < FIRST_BYTES ? FIRST_BYTES : headSize(this.#headBytes[1] ?? 0);
    const taken = bytes.subarray(0, size - this.#headFilled);
    this.#headBytes.set(taken, this.#headFilled);
    this.#headFilled += taken.length;
    // Judged at once: what is wrong here may never send the bytes that its length announces.
    if (this.#headFilled === FIRST_BYTES) this.#violation = this.#judgeFirstBytes();
    const complete =
      this.#headFilled >= FIRST_BYTES && this.#headFilled === headSize(this.#headBytes[1] ?? 0);
    if (complete && this.#violation === null) this.#beginPayload();
    return taken.length;
  }

  #judgeFirstBytes(): FrameViolation | null {
    const [first = 0, second = 0] = this.#headBytes;
    return judgeFirstBytes(first, second, this.#sender, this.#inMessage);
  }

  #beginPayload(): void {
    const head = readHead(this.#headBytes);
    const room = this.#maxMessageBytes - (isControlOpcode(head.opcode) ? 0 : this.#messageBytes);
    this.#violation = judgeLength((this.#headBytes[1] ?? 0) & LENGTH_BITS, head.length, room);
    this.#head = head;
    this.#headFilled = 0;
    this.#payload = [];
    this.#payloadMissing = head.length;
  }

  #takePayload(bytes: Uint8Array): number {
    const taken = bytes.subarray(0, this.#payloadMissing);
    this.#payload.push(taken);
    this.#payloadMissing -= taken.length;
    return taken.length;
  }

  #completeFrame(): Frame | null {
    const head = this.#head;
    if (head === null || this.#payloadMissing > 0 || this.#violation !== null) return null;
    this.#head = null;
    const bytes = concatBytes(this.#payload);
    const payload = head.masked ? applyMask(bytes, head.maskingKey) : bytes;
    const { fin, rsv, opcode, masked } = head;
    const frame: Frame = { fin, rsv, opcode, masked, payload };
    this.#violation = isControlOpcode(opcode) ? judgeControlPayload(frame) : this.#judgeData(frame);
    return this.#violation === null ? frame : null;
  }

  /** Follows the message that the frame belongs to (RFC 6455 5.4) and its text (8.1). */
  #judgeData(frame: Frame): FrameViolation | null {
    if (frame.opcode === OPCODE.text && this.#checkUtf8) this.#text = new Utf8Check();
    const valid = this.#text?.accepts(frame.payload, frame.fin) ?? true;
    this.#inMessage = !frame.fin;
    this.#messageBytes = frame.fin ? 0 : this.#messageBytes + frame.payload.length;
    if (frame.fin) this.#text = null;
    return valid ? null : invalidText();
  }
}

function judgeControlPayload(frame: Frame): FrameViolation | null {
  return frame.opcode === OPCODE.close ? judgeClose(frame.payload) : null;
}

/** Bytes of a head, as its second byte tells. */
function headSize(second: number): number {
  return FIRST_BYTES + lengthBytes(second) + ((second & MASK_BIT) === 0 ? 0 : MASKING_KEY_BYTES);
}

function lengthBytes(second: number): number {
  const field = second & LENGTH_BITS;
  if (field === LENGTH_IN_8_BYTES) return 8;
  return field === LENGTH_IN_2_BYTES ? 2 : 0;
}

function readHead(bytes: Uint8Array): Head {
  const [first = 0, second = 0] = bytes;
  const keyAt = FIRST_BYTES + lengthBytes(second);
  return {
    fin: (first & FIN_BIT) !== 0,
    rsv: (first & RSV_BITS) >> RSV_SHIFT,
    opcode: first & OPCODE_BITS,
    masked: (second & MASK_BIT) !== 0,
    length: readLength(bytes, second & LENGTH_BITS),
    maskingKey: bytes.slice(keyAt, keyAt + MASKING_KEY_BYTES),
  };
}

/** Lengths above 2^53 lose their last bits; each of them is far too large to be read anyway. */
function readLength(bytes: Uint8Array, field: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (field === LENGTH_IN_8_BYTES) return Number(view.getBigUint64(FIRST_BYTES));
  return field === LENGTH_IN_2_BYTES ? view.getUint16(FIRST_BYTES) : field;
}
