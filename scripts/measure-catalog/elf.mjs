// Names out of a program file. nginx keeps every name that it knows beforehand in a static
// `ngx_str_t` (a length, then a pointer), and a pointer in a position-independent file is a
// relocation: so a length before a relocation that points at as many characters is such a name.
import { readFileSync } from 'node:fs';

const NAME = /^[a-z][a-z0-9_]*$/;
const LONGEST_NAME = 64;
const R_X86_64_RELATIVE = 8;
const R_AARCH64_RELATIVE = 1027;
const SHT_RELA = 4;
const SHT_DYNSYM = 11;

/** Offsets in `ngx_module_t` (src/core/ngx_module.h) on 64-bit systems. */
const MODULE_COMMANDS = 64;
const MODULE_TYPE = 72;
/** `sizeof(ngx_command_t)` (src/core/ngx_conf_file.h) on 64-bit systems. */
const COMMAND_SIZE = 56;

/** Opens a 64-bit little-endian ELF file. */
export function openElf(path) {
  const bytes = readFileSync(path);
  const word = (offset) => Number(bytes.readBigUInt64LE(offset));
  const sections = readSections(bytes, word);
  const offsetOf = (address) => {
    const section = sections.find(
      (one) =>
        one.address > 0 &&
        one.type !== 8 &&
        address >= one.address &&
        address < one.address + one.size,
    );
    return section && section.offset + (address - section.address);
  };
  return { bytes, word, offsetOf, sections, relocations: readRelocations(sections, word) };
}

/** What may be a directive or a variable: static names, and whole strings that look like one. */
export function candidateNames(elf) {
  const names = new Set(staticNames(elf));
  for (const text of elf.bytes.toString('latin1').split('\0')) {
    if (text.length <= LONGEST_NAME && NAME.test(text)) names.add(text);
  }
  return names;
}

function* staticNames(elf) {
  for (const place of elf.relocations.keys()) {
    const name = readName(elf, place - 8);
    if (name !== undefined) yield name;
  }
}

/** A module's own word on where its directives may stand; nginx itself is asked all the same. */
export function moduleCommands(elf) {
  const commands = [];
  for (const { name: module, address } of readSymbols(elf)) {
    if (!/^(ngx|ndk)_\w*$/.test(module)) continue;
    const first = elf.relocations.get(address + MODULE_COMMANDS);
    const offset = elf.offsetOf(address + MODULE_TYPE);
    if (first === undefined || offset === undefined) continue;
    const family = elf.bytes.toString('latin1', offset, offset + 4);
    for (const command of readCommands(elf, first)) commands.push({ module, family, ...command });
  }
  return commands;
}

function readCommands(elf, start) {
  const commands = [];
  for (let address = start; ; address += COMMAND_SIZE) {
    const name = readName(elf, address);
    if (name === undefined) return commands;
    commands.push({ name, type: elf.word(elf.offsetOf(address + 16)) });
  }
}

function readName({ bytes, word, offsetOf, relocations }, address) {
  const target = relocations.get(address + 8);
  const offset = offsetOf(address);
  if (target === undefined || offset === undefined) return undefined;
  const length = word(offset);
  const start = offsetOf(target);
  if (start === undefined || length < 2 || length > LONGEST_NAME) return undefined;
  const text = bytes.toString('latin1', start, start + length);
  return bytes[start + length] === 0 && NAME.test(text) ? text : undefined;
}

function readSections(bytes, word) {
  if (bytes.toString('latin1', 1, 4) !== 'ELF' || bytes[4] !== 2 || bytes[5] !== 1) {
    throw new Error('not a 64-bit little-endian ELF file');
  }
  const table = word(40);
  const size = bytes.readUInt16LE(58);
  const count = bytes.readUInt16LE(60);
  return Array.from({ length: count }, (_, i) => {
    const at = table + i * size;
    return {
      type: bytes.readUInt32LE(at + 4),
      address: word(at + 16),
      offset: word(at + 24),
      size: word(at + 32),
      link: bytes.readUInt32LE(at + 40),
    };
  });
}

/** Address of each pointer → address that it points at. */
function readRelocations(sections, word) {
  const relocations = new Map();
  for (const { type, offset, size } of sections) {
    if (type !== SHT_RELA) continue;
    for (let at = offset; at < offset + size; at += 24) {
      const kind = word(at + 8);
      if (kind === R_X86_64_RELATIVE || kind === R_AARCH64_RELATIVE) {
        relocations.set(word(at), word(at + 16));
      }
    }
  }
  return relocations;
}

function* readSymbols({ bytes, word, sections }) {
  for (const { type, offset, size, link } of sections) {
    if (type !== SHT_DYNSYM) continue;
    const strings = sections[link].offset;
    for (let at = offset; at < offset + size; at += 24) {
      const start = strings + bytes.readUInt32LE(at);
      yield {
        name: bytes.toString('latin1', start, bytes.indexOf(0, start)),
        address: word(at + 8),
      };
    }
  }
}
