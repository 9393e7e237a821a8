import type { Trace, UpstreamHeader, UpstreamRequest } from '../../nginx/model/index.ts';
import { isHandshake } from './handshake.ts';
import { type HeaderEntry, missingHeaders } from './missing-headers.ts';
import type { Row } from './row.ts';
import { placesText, placeText, shown } from './shown.ts';

/** What decides most, first. */
const FIRST = [
  'host',
  'upgrade',
  'connection',
  'origin',
  'x-real-ip',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-port',
  'forwarded',
];
/** Shown even where the client sent them and nobody touched them: a backend believes them. */
const BELIEVED = new Set(FIRST.slice(FIRST.indexOf('x-real-ip')));
/** Longer ones stand out of their column. */
const LONGEST_NAME = 20;
const LONGEST_VALUE = 30;

/** Each header that the backend gets, and those that it does not get and should. */
export function headerRows(trace: Trace, request: UpstreamRequest, verbose: boolean): Row[] {
  const isShown = ({ origin, name }: UpstreamHeader): boolean =>
    verbose || origin !== 'client' || BELIEVED.has(name.toLowerCase());
  const own = request.headers.filter((header) => !isShown(header)).map(({ name }) => name);
  const entries = [
    ...request.headers.filter(isShown).map((header) => sentEntry(trace, request, header)),
    ...missingHeaders(trace, request, verbose),
  ].toSorted((a, b) => rank(a.name) - rank(b.name));
  const names = widest(
    entries.map(({ name }) => name),
    LONGEST_NAME,
  );
  const values = widest(
    entries.map(({ value }) => value),
    LONGEST_VALUE,
  );
  const rows = entries.map(({ name, value, how, mark, place }) => ({
    label: '',
    mark,
    cells: [
      { text: name, width: names, tone: mark === '!' ? ('warn' as const) : undefined },
      ...(value === '' ? [] : [{ text: value, width: values }]),
      ...(how === '' ? [] : [{ text: how, tone: 'quiet' as const }]),
    ],
    place,
  }));
  if (own.length === 0) return rows;
  const text = `from the client: ${[...new Set(own)].join(', ')}`;
  return [...rows, { label: '', cells: [{ text, tone: 'quiet' }] }];
}

function sentEntry(trace: Trace, request: UpstreamRequest, header: UpstreamHeader): HeaderEntry {
  const { name, value, origin } = header;
  const line = origin === 'set' ? value.from.at(-1) : undefined;
  const place = line && placeText(line);
  if (value.text === undefined) {
    return { name, value: '?', how: value.unknown.why, mark: '?', place };
  }
  const lost = origin === 'default' ? lostInstead(request, name) : '';
  const how = lost === '' ? [howOf(header), oddHost(trace, name, value.text)] : ['default', lost];
  return {
    name,
    value: shown(value.text),
    how: how.filter((part) => part !== '').join(', '),
    mark: isOdd(trace, name, value.text) ? '!' : undefined,
    place,
  };
}

function howOf({ name, value, origin }: UpstreamHeader): string {
  if (origin === 'client') return 'as the client sent it';
  if (origin === 'default') {
    return name === 'Host' ? 'default: the name in proxy_pass' : 'default';
  }
  const line = value.from.at(-1);
  const written = line?.directive.args[1]?.value ?? '';
  const others = value.from.slice(0, -1).filter((one) => one !== line);
  const by = others.length > 0 ? ` (${placesText(others)})` : '';
  return written.includes('$') ? written + by : '';
}

function oddHost(trace: Trace, name: string, value: string): string {
  if (name.toLowerCase() !== 'host') return '';
  const host = sentHost(trace);
  return host !== value && host.startsWith(`${value}:`) ? 'its port is lost' : '';
}

/** A default in the place of a line that is not inherited. */
function lostInstead({ dropped }: UpstreamRequest, name: string): string {
  const lost = dropped.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (lost === undefined) return '';
  return `${lost.line.directive.args[1]?.raw ?? ''} of ${placeText(lost.line)} is lost`;
}

function isOdd(trace: Trace, name: string, value: string): boolean {
  switch (name.toLowerCase()) {
    case 'host':
      return value.toLowerCase() !== sentHost(trace).toLowerCase();
    case 'connection':
      return isHandshake(trace) !== /\bupgrade\b/i.test(value);
    case 'upgrade':
      return !/\bwebsocket\b/i.test(value);
    default:
      return false;
  }
}

function sentHost({ request }: Trace): string {
  return request.headers.find(({ name }) => name.toLowerCase() === 'host')?.value ?? '';
}

function rank(name: string): number {
  const at = FIRST.indexOf(name.toLowerCase());
  return at === -1 ? FIRST.length : at;
}

function widest(texts: readonly string[], limit: number): number {
  return Math.max(0, ...texts.map(({ length }) => length).filter((length) => length <= limit));
}
