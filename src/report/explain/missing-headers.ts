import type { Trace, UpstreamRequest } from '../../nginx/model/index.ts';
import { hasVariables } from '../../nginx/model/template.ts';
import type { Placed } from '../../nginx/syntax/index.ts';
import { isHandshake } from './handshake.ts';
import type { Row } from './row.ts';
import { placesText, placeText } from './shown.ts';

/** A header in the list of those that go upstream. */
export interface HeaderEntry {
  readonly name: string;
  readonly value: string;
  /** Why it has this value. */
  readonly how: string;
  readonly mark: Row['mark'];
  readonly place: string | undefined;
}

/** What a backend needs to see a handshake (RFC 6455, section 4.2.1), besides `Host`. */
const NEEDED = ['Upgrade', 'Connection', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version'];
/** nginx passes these on to nobody by itself (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set(['upgrade', 'connection']);

/** Headers that are lost by inheritance, and those of a handshake that are not sent. */
export function missingHeaders(
  trace: Trace,
  request: UpstreamRequest,
  verbose: boolean,
): HeaderEntry[] {
  const sent = new Set(request.headers.map(({ name }) => name.toLowerCase()));
  const cleared = clearedLines(trace, sent);
  const lost = request.dropped
    .map(({ name }) => name)
    .filter((name) => !sent.has(name.toLowerCase()));
  const told = new Set([...sent, ...lost.map((name) => name.toLowerCase())]);
  const needed = isHandshake(trace) ? NEEDED.filter((name) => !told.has(name.toLowerCase())) : [];
  const others = [...cleared]
    .filter(([name]) => !needed.some((one) => one.toLowerCase() === name))
    // What is written as "" is meant so.
    .filter(([, line]) => verbose || hasVariables(line.directive.args[1]?.value ?? ''))
    .map(([name]) => name);
  return [
    ...lostEntries(lost, request),
    ...needed.map((name) => unsentEntry(name, cleared.get(name.toLowerCase()), '!')),
    ...others.map((name) => unsentEntry(name, cleared.get(name), undefined)),
  ];
}

/** The first carries the reason, the others stand together. */
function lostEntries(names: readonly string[], request: UpstreamRequest): HeaderEntry[] {
  const upgrade = names.find((name) => name.toLowerCase() === 'upgrade') ?? names[0];
  if (upgrade === undefined) return [];
  const others = names.filter((name) => name !== upgrade);
  const entry = (name: string, how: string): HeaderEntry => {
    return { name, value: '—', how, mark: '!', place: undefined };
  };
  const first = entry(upgrade, lostText(request));
  if (others.length === 0) return [first];
  return [first, { ...entry(`lost, too: ${others.join(', ')}`, ''), value: '' }];
}

function lostText({ dropped }: UpstreamRequest): string {
  const [first] = dropped;
  if (first === undefined) return 'lost';
  const lines = dropped.map(({ line }) => line);
  const sets = `lost: ${placeText(first.by)} sets a header here, so`;
  if (lines.length === 1) return `${sets} that of ${placesText(lines)} is not inherited`;
  const count = COUNTS[lines.length] ?? lines.length;
  return `${sets} the ${count} of ${placesText(lines)} are not inherited`;
}

const COUNTS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
];

function unsentEntry(name: string, line: Placed | undefined, mark: Row['mark']): HeaderEntry {
  if (line === undefined) {
    const how = HOP_BY_HOP.has(name.toLowerCase())
      ? 'not sent: no proxy_set_header passes it on'
      : 'not sent';
    return { name, value: '—', how, mark, place: undefined };
  }
  const [asWritten, value] = line.directive.args;
  const raw = value?.raw ?? '';
  const how = hasVariables(raw) ? `not sent: ${raw} is empty` : `not sent: set to ${raw}`;
  return { name: asWritten?.value ?? name, value: '—', how, mark, place: placeText(line) };
}

/** Lines in effect that send nothing, by the name of the header in lower case. */
function clearedLines({ exchange }: Trace, sent: ReadonlySet<string>): Map<string, Placed> {
  const lines = exchange?.level.effective('proxy_set_header') ?? [];
  return new Map(
    lines
      .map((line) => [(line.directive.args[0]?.value ?? '').toLowerCase(), line] as const)
      .filter(([name]) => !sent.has(name)),
  );
}
