import { nextHop, type Passing, type Trace } from '../../nginx/model/index.ts';
import type { Placed } from '../../nginx/syntax/index.ts';
import { isHandshake } from './handshake.ts';
import { headerRows } from './header-rows.ts';
import type { Row } from './row.ts';
import { durationText, placeText, shownValue } from './shown.ts';

/** How many servers of a group are named. */
const SHOWN_SERVERS = 3;

/** What is sent, where to, and how long it may take. */
export function upstreamRows(trace: Trace, verbose: boolean): Row[] {
  const { passing } = trace;
  if (passing === undefined) return [];
  const { request, line } = passing;
  const head = request === undefined ? line.directive.name : shownValue(request.line);
  const text = `${head} → ${destination(passing)}`;
  const row: Row = { label: 'upstream', cells: [{ text }], place: placeText(line) };
  // Nothing is sent where nginx cannot go on.
  if (request === undefined || passing.failure !== undefined) return [row];
  return [
    row,
    ...versionRows(trace),
    ...tlsRows(trace),
    ...nextRows(trace),
    ...headerRows(trace, request, verbose),
    ...timeoutRows(trace, verbose),
    ...(verbose ? tunnelRows(trace) : []),
    ...answerRows(trace, verbose),
  ];
}

function destination({ target, line }: Passing): string {
  const upstream = target?.upstream;
  if (target === undefined || upstream === undefined) return line.directive.args[0]?.raw ?? '?';
  const { name, servers, balancing, sticky } = upstream;
  const written = servers.map((server) => server.written);
  const more = written.length - SHOWN_SERVERS;
  const list = written.slice(0, SHOWN_SERVERS).join(', ') + (more > 0 ? ` and ${more} more` : '');
  const how = balancing.name === 'round_robin' ? 'round robin' : balancing.name;
  const choice = servers.length > 1 ? `; ${sticky ? `sticky ${sticky.kind}` : how}` : '';
  const scheme = target.scheme.text === 'https' ? 'https://' : '';
  if (upstream.placed === undefined) return `${scheme}${list}`;
  return `${scheme}${name} (${list}${choice})`;
}

/** A handshake in an HTTP that is not its own (RFC 6455, section 4.1: 1.1 or higher). */
function versionRows(trace: Trace): Row[] {
  const { passing, exchange } = trace;
  const version = passing?.request?.httpVersion;
  if (!isHandshake(trace) || version === '1.1' || exchange === undefined) return [];
  const line = exchange.level.effective('proxy_http_version').at(-1);
  const text = `HTTP/${version}`;
  if (line !== undefined) {
    return [{ label: '', mark: '!', cells: [{ text }], place: placeText(line) }];
  }
  const why = 'no proxy_http_version is in effect; before nginx 1.29.7 the default is 1.0';
  return [{ label: '', mark: '!', cells: [{ text }, { text: why, tone: 'quiet' }] }];
}

/** `proxy_ssl_server_name` is off by default, and then a backend does not hear which name is meant. */
function tlsRows({ passing, exchange }: Trace): Row[] {
  if (passing?.target?.scheme.text !== 'https' || exchange === undefined) return [];
  const line = exchange.level.effective('proxy_ssl_server_name').at(-1);
  if (line?.directive.args[0]?.value === 'on') return [];
  const text = 'TLS without a server name: a backend that needs one refuses it, which is 502';
  const place = line ? placeText(line) : 'default';
  return [{ label: '', mark: '!', cells: [{ text }], place }];
}

function nextRows(trace: Trace): Row[] {
  const choice = nextHop(trace)?.arrival.choice;
  const placed = choice?.server.level.placed;
  if (choice === undefined || placed === undefined) return [];
  const name = choice.name?.written ?? choice.server.names[0]?.written ?? '';
  const text = `which is this nginx again: server ${name === '' ? '""' : name}`;
  return [{ label: '', mark: '!', cells: [{ text }], place: placeText(placed) }];
}

function timeoutRows(trace: Trace, verbose: boolean): Row[] {
  const { timeouts } = trace;
  if (timeouts === undefined) return [];
  const { connect, read, send, client } = timeouts;
  const whenSilent = isHandshake(trace) ? 'of silence end the tunnel' : 'for the answer';
  const all = [
    ['proxy_read_timeout', read, whenSilent],
    ['proxy_connect_timeout', connect, 'for the connection'],
    ['proxy_send_timeout', send, 'while the backend takes nothing'],
    ['send_timeout', client, 'while the client takes nothing'],
  ] as const;
  return all.slice(0, verbose ? all.length : 1).map(([name, { ms, at }, means], i) => ({
    label: i === 0 ? 'timeout' : '',
    cells: [
      { text: durationText(ms), tone: 'strong', width: 6 },
      { text: `${means} (${name})`, tone: 'quiet' },
    ],
    place: at ? placeText(at) : 'default',
  }));
}

/** What a tunnel takes of a worker. */
function tunnelRows(trace: Trace): Row[] {
  const { tunnel } = trace;
  if (tunnel === undefined || !isHandshake(trace)) return [];
  const { connections, bufferBytes, bufferAt, memoryBytes } = tunnel;
  const text = `${connections} connections of a worker, 2 buffers of ${kibibytes(bufferBytes)}, ${kibibytes(memoryBytes)} in all`;
  return [
    { label: 'tunnel', cells: [{ text }], place: bufferAt ? placeText(bufferAt) : 'default' },
  ];
}

function kibibytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KiB`;
}

/** What may hold an answer back that comes little by little; a tunnel's bytes are not touched. */
function answerRows(trace: Trace, verbose: boolean): Row[] {
  const { answer, exchange } = trace;
  if (answer === undefined || exchange === undefined) return [];
  const types = exchange.level.effective('gzip_types').at(-1);
  const compressed = ['text/html', ...(types?.directive.args.map(({ value }) => value) ?? [])];
  const switches = [
    ['buffered', answer.buffering.isOn, answer.buffering.at],
    [
      `compressed: ${[...new Set(compressed)].join(', ')}`,
      answer.gzip.isOn,
      types ?? answer.gzip.at,
    ],
  ] as const;
  const shown = isHandshake(trace) ? [] : switches.filter(([, isOn]) => isOn);
  const rows: Row[] = shown.map(([text, , at], i) => ({
    label: i === 0 ? 'answer' : '',
    cells: [{ text }],
    place: at ? placeText(at) : 'default',
  }));
  if (!verbose) return rows;
  const added = answer.added.map(({ name, value, always, at }, i) => ({
    label: i === 0 ? 'adds' : '',
    cells: [
      { text: name, width: 20 },
      { text: shownValue(value) },
      { text: always ? 'always' : 'not to 101', tone: 'quiet' as const },
    ],
    place: placeText(at),
  }));
  const hidden = answer.hidden.map((line, i) => ({
    label: i === 0 ? 'hides' : '',
    cells: [{ text: line.directive.args[0]?.value ?? '' }],
    place: placeText(line),
  }));
  const { cache } = answer;
  const cached = cache === undefined ? [] : [cacheRow(cache)];
  return [...rows, ...added, ...hidden, ...cached];
}

function cacheRow(line: Placed): Row {
  const text = `what may be cached is kept in ${line.directive.args[0]?.value ?? ''}`;
  return { label: 'cache', cells: [{ text }], place: placeText(line) };
}
