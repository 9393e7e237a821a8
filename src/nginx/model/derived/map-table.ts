import type { Placed } from '../../syntax/configuration.ts';
import { compilePcre, type PcreRegex, type RegexRefusal } from '../regex/index.ts';
import { lazily } from './lazily.ts';
import { WildcardTable } from './wildcard-table.ts';

/** A line of a map: what it yields when it is chosen. */
export interface MapEntry {
  readonly line: Placed;
  /** The value as it is written, with variables in it. */
  readonly template: string;
}

export interface RegexEntry extends MapEntry {
  /** Made when it is first asked for. */
  readonly regex: () => PcreRegex | RegexRefusal;
}

/** What the lines of a map say. */
export interface MapTable {
  readonly volatile: boolean;
  /** Whether a dot at the end of the source is left out. */
  readonly hostnames: boolean;
  readonly names: WildcardTable<MapEntry>;
  /** In the order in which they are tried. */
  readonly regexes: readonly RegexEntry[];
  readonly fallback: MapEntry | undefined;
  readonly entries: readonly MapEntry[];
}

/** Reads the lines in nginx's order. A line that nginx refuses says nothing. */
export function readMapTable(lines: readonly Placed[]): MapTable {
  const flags = new Set<string>();
  const names = new WildcardTable<MapEntry>();
  const regexes: RegexEntry[] = [];
  const entries: MapEntry[] = [];
  let fallback: MapEntry | undefined;
  for (const line of lines) {
    const { name, args } = line.directive;
    const [value] = args;
    if (value === undefined) flags.add(name);
    if (value === undefined || args.length > 1 || name === 'include') continue;
    const entry = { line, template: value.value };
    entries.push(entry);
    if (name === 'default') fallback ??= entry;
    else if (name.startsWith('~')) regexes.push(regexEntry(name, entry));
    else addName(names, name, entry, flags.has('hostnames'));
  }
  const [volatile, hostnames] = [flags.has('volatile'), flags.has('hostnames')];
  return { volatile, hostnames, names, regexes, fallback, entries };
}

function regexEntry(name: string, entry: MapEntry): RegexEntry {
  const caseless = name.startsWith('~*');
  const pattern = name.slice(caseless ? 2 : 1);
  return { ...entry, regex: lazily(() => compilePcre(pattern, { caseless })) };
}

/** Wildcards are such in the lines behind `hostnames` only. */
function addName(
  names: WildcardTable<MapEntry>,
  name: string,
  entry: MapEntry,
  wildcards: boolean,
): void {
  // One backslash is there to be left out: `\default`, `\~x`.
  const key = asciiLowerCase(name.startsWith('\\') ? name.slice(1) : name);
  if (wildcards) names.add(key, entry);
  else names.addExact(key, entry);
}

/** nginx knows no other letters; JavaScript would change some of the bytes above 0x7f as well. */
export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
