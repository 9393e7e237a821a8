import { closeCode } from './close-code.ts';
import { readClosePayload } from './close-frame.ts';
import {
  FIN_BIT,
  isControlOpcode,
  LENGTH_BITS,
  LENGTH_IN_2_BYTES,
  LENGTH_IN_8_BYTES,
  MASK_BIT,
  MAX_CONTROL_PAYLOAD,
  MAX_LENGTH_7_BIT,
  MAX_LENGTH_16_BIT,
  OPCODE,
  OPCODE_BITS,
  opcodeName,
  type Role,
  RSV_BITS,
} from './frame.ts';
import { decodeUtf8 } from './utf8.ts';
import type { Violation } from './violation.ts';

/** The rules of RFC 6455 that a frame can break. */
export type FrameViolationCode =
  | 'reserved-bits'
  | 'reserved-opcode'
  | 'mask-missing'
  | 'mask-unexpected'
  | 'control-fragmented'
  | 'control-too-long'
  | 'continuation-without-start'
  | 'message-interrupted'
  | 'length-not-minimal'
  | 'length-too-large'
  | 'too-big'
  | 'invalid-utf8'
  | 'close-payload-size'
  | 'close-code';

/** A rule of RFC 6455 that a frame broke. */
export type FrameViolation = Violation<FrameViolationCode>;

/** Judges the two bytes that every frame starts with. `inMessage`: a fragmented message is open. */
export function judgeFirstBytes(
  first: number,
  second: number,
  sender: Role,
  inMessage: boolean,
): FrameViolation | null {
  const opcode = first & OPCODE_BITS;
  return (
    judgeReserved(first, opcode) ??
    judgeMask(second, sender) ??
    (isControlOpcode(opcode)
      ? judgeControl(first, second, opcode)
      : judgeFragmentation(opcode, inMessage))
  );
}

function judgeReserved(first: number, opcode: number): FrameViolation | null {
  if ((first & RSV_BITS) !== 0) {
    // 5.2: "MUST be 0 unless an extension is negotiated that defines meanings for non-zero values."
    return broken(
      'reserved-bits',
      '5.2',
      `Got a first byte 0x${hex(first)} with reserved bits set; expected none, as no extension was agreed.`,
    );
  }
  const names: readonly number[] = Object.values(OPCODE);
  if (names.includes(opcode)) return null;
  return broken(
    'reserved-opcode',
    '5.2',
    `Got the reserved opcode ${opcodeName(opcode)}; expected 0x0 to 0x2 or 0x8 to 0xa.`,
  );
}

/** 5.1: a server closes on an unmasked frame, a client on a masked one. */
function judgeMask(second: number, sender: Role): FrameViolation | null {
  const masked = (second & MASK_BIT) !== 0;
  if (sender === 'client' && !masked) {
    return broken('mask-missing', '5.1', 'Got an unmasked frame; a client masks every frame.');
  }
  if (sender === 'server' && masked) {
    return broken('mask-unexpected', '5.1', 'Got a masked frame; a server masks no frame.');
  }
  return null;
}

/** 5.5: control frames "MUST have a payload length of 125 bytes or less and MUST NOT be fragmented". */
function judgeControl(first: number, second: number, opcode: number): FrameViolation | null {
  const name = opcodeName(opcode);
  if ((first & FIN_BIT) === 0) {
    return broken(
      'control-fragmented',
      '5.5',
      `Got a ${name} frame without FIN; expected it whole.`,
    );
  }
  if ((second & LENGTH_BITS) <= MAX_CONTROL_PAYLOAD) return null;
  return broken(
    'control-too-long',
    '5.5',
    `Got a ${name} frame of more than ${MAX_CONTROL_PAYLOAD} bytes; control frames hold no more.`,
  );
}

/** 5.4: fragments of one message follow each other, only control frames come between them. */
function judgeFragmentation(opcode: number, inMessage: boolean): FrameViolation | null {
  if (opcode === OPCODE.continuation && !inMessage) {
    return broken(
      'continuation-without-start',
      '5.4',
      'Got a continuation frame; no message was begun that it could continue.',
    );
  }
  if (opcode === OPCODE.continuation || !inMessage) return null;
  return broken(
    'message-interrupted',
    '5.4',
    `Got a ${opcodeName(opcode)} frame within a fragmented message; expected its continuation.`,
  );
}

/** Judges the payload length against the field that carried it and the `room` that is left for it. */
export function judgeLength(field: number, length: number, room: number): FrameViolation | null {
  const tooShortFor2 = field === LENGTH_IN_2_BYTES && length <= MAX_LENGTH_7_BIT;
  const tooShortFor8 = field === LENGTH_IN_8_BYTES && length <= MAX_LENGTH_16_BIT;
  if (tooShortFor2 || tooShortFor8) {
    return broken(
      'length-not-minimal',
      '5.2',
      `Got the length ${length} in ${tooShortFor2 ? 2 : 8} bytes; it must be sent in as few as it fits in.`,
    );
  }
  // 5.2: of the 64 bits "the most significant bit MUST be 0".
  if (length >= 2 ** 63) {
    return broken(
      'length-too-large',
      '5.2',
      'Got a length of 2^63 bytes or more; its top bit is 0.',
    );
  }
  if (length <= room) return null;
  // 10.4: implementations limit the size of frames, and of messages put together from them.
  return broken(
    'too-big',
    '10.4',
    `Got a frame of ${length} bytes; at most ${room} are read here.`,
  );
}

/** Judges the payload of a close frame. */
export function judgeClose(payload: Uint8Array): FrameViolation | null {
  if (payload.length === 0) return null;
  const { code } = readClosePayload(payload);
  if (code === null) {
    // 5.5.1: "If there is a body, the first two bytes of the body MUST be a 2-byte unsigned integer".
    const message = 'Got a close frame of 1 byte; expected none, or a code of 2 bytes.';
    return broken('close-payload-size', '5.5.1', message);
  }
  if (!closeCode(code).mayBeSent) {
    const { name } = closeCode(code);
    return broken('close-code', '7.4', `Got the close code ${code} (${name}); it is never sent.`);
  }
  if (decodeUtf8(payload.subarray(2)) !== null) return null;
  return broken('invalid-utf8', '5.5.1', 'Got a close reason that is not UTF-8.');
}

/** 8.1: text that is not UTF-8 fails the tunnel. */
export function invalidText(): FrameViolation {
  return broken('invalid-utf8', '8.1', 'Got a text message that is not UTF-8.');
}

function broken(code: FrameViolationCode, section: string, message: string): FrameViolation {
  return { code, message, section: `RFC 6455 ${section}` };
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
