import type { PatternReader } from './pattern-reader.ts';
import { cannotTell, refuse } from './refusal.ts';

const SINGLE: Readonly<Record<string, number>> = {
  a: 0x07,
  e: 0x1b,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
};

/**
 * Reads the rest of an escape that stands for one byte in a class and outside, after its letter;
 * undefined where `letter` begins no such escape.
 */
export function parseByteEscape(reader: PatternReader, letter: string): number | undefined {
  if (/[^A-Za-z0-9]/.test(letter)) return letter.charCodeAt(0);
  if (Object.hasOwn(SINGLE, letter)) return SINGLE[letter];
  switch (letter) {
    case '0':
      return octal(reader.take(/[0-7]{0,2}/y)?.[0] ?? '');
    case 'c':
      return control(reader.takeChar('the character of \\c'));
    case 'o':
      return bracedOctal(reader);
    case 'x':
      return hexadecimal(reader);
    default:
      return undefined;
  }
}

/** The byte of octal digits; none of them means 0. */
export function octal(digits: string): number {
  return checked(Number.parseInt(`0${digits}`, 8), `\\${digits}`);
}

function bracedOctal(reader: PatternReader): number {
  const braced = reader.take(/\{([0-7]+)\}/y);
  if (!braced) return cannotTell('\\o without octal digits in braces');
  return octal(braced[1] ?? '');
}

function hexadecimal(reader: PatternReader): number {
  const braced = reader.take(/\{([0-9a-f]+)\}/iy);
  if (braced) return checked(Number.parseInt(braced[1] ?? '', 16), `\\x${braced[0]}`);
  const digits = reader.take(/[0-9a-f]{1,2}/iy)?.[0];
  if (digits === undefined) return cannotTell('\\x without hexadecimal digits');
  return Number.parseInt(digits, 16);
}

function control(char: string): number {
  if (!/[ -~]/.test(char)) return refuse('\\c is followed by a character that cannot be printed');
  return char.toUpperCase().charCodeAt(0) ^ 0x40;
}

function checked(byte: number, text: string): number {
  if (byte > 0xff) return refuse(`${text} is more than a byte, and nginx matches bytes`);
  return byte;
}
