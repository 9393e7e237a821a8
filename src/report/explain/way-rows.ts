import type { Loser, Step, Trace } from '../../nginx/model/index.ts';
import { lostServers, lostSockets, normalizeHost } from '../../nginx/model/listen/index.ts';
import { limitRows } from './limit-rows.ts';
import type { Row } from './row.ts';
import { placeText, shown } from './shown.ts';

/** How a request comes to its server and its location: what nginx did, in its order. */
export function wayRows(trace: Trace, verbose: boolean): Row[] {
  const steps = trace.steps.flatMap((step) => stepRows(step, verbose));
  return [
    ...socketRows(trace),
    ...serverRows(trace, verbose),
    ...steps,
    ...endRows(trace),
    ...limitRows(trace),
  ];
}

function socketRows({ arrival }: Trace): Row[] {
  const line = arrival.taken?.socket?.proxyProtocol?.placed;
  if (line === undefined) return [];
  const text = 'the connection must begin with a PROXY protocol header; without it nginx closes it';
  return [{ label: 'listen', mark: '!', cells: [{ text }], place: placeText(line) }];
}

function serverRows({ arrival, exchange }: Trace, verbose: boolean): Row[] {
  const { choice, taken } = arrival;
  const block = choice?.server.level.placed;
  if (choice === undefined || block === undefined) return [];
  const { by, name, server, socket, isExplicitDefault } = choice;
  const isAlone = socket.servers.length === 1;
  const isSurprise = by === 'default' && !isAlone;
  const host = exchange?.host ?? '';
  const first = name?.written ?? (server.names.map(({ written }) => written).join(' ') || '""');
  const fits = exchange?.hostIsSent ? `no name fits ${host}` : 'the request names no host';
  const why = isSurprise
    ? `${isExplicitDefault ? 'default_server' : 'the first one'} on ${socket.text}: ${fits}`
    : by === 'default'
      ? `the only server on ${socket.text}`
      : WHY[by];
  const losers = [
    ...(taken === undefined || exchange?.model.listeners === undefined
      ? []
      : lostSockets(exchange.model.listeners, taken, host)),
    ...lostServers(choice, normalizeHost(host, exchange?.model.version ?? '') ?? '').filter(
      ({ why: lost }) => verbose || !lost.startsWith('it is the default server'),
    ),
  ];
  const detail = verbose && why === '' ? `on ${socket.text}` : why;
  return [
    {
      label: 'server',
      mark: isSurprise ? '!' : undefined,
      cells: [{ text: first, tone: 'strong' }, ...cell(detail)],
      place: placeText(block),
    },
    ...losers.map((loser) => loserRow(loser)),
  ];
}

const WHY = {
  exact: '',
  'leading-wildcard': 'the longest wildcard at the start',
  'trailing-wildcard': 'the longest wildcard at the end',
  regex: 'the first regular expression that matches',
} as const;

function stepRows(step: Step, verbose: boolean): Row[] {
  const { kind, text, at, lost, surprise } = step;
  const isOdd = surprise !== undefined;
  // Who lost matters where the choice surprises; a reader who wants everything gets it.
  const losers = verbose ? lost : isOdd ? lost.filter(({ name }) => name !== '/') : [];
  const label = labelOf(step);
  const told = text.startsWith(`${label} `) ? text.slice(label.length + 1) : text;
  const [first = '', ...rest] = told.split(/ {3,}/);
  return [
    {
      label,
      mark: isOdd ? '!' : undefined,
      cells: [
        { text: shown(first), tone: kind === 'location' ? 'strong' : undefined },
        ...cell(rest.join(' ')),
      ],
      place: at && placeText(at),
    },
    ...losers.map((loser) => loserRow(loser, isOdd)),
  ];
}

function labelOf({ kind, at }: Step): string {
  if (kind === 'location' || at === undefined) return kind;
  const { name } = at.directive;
  return name.length <= WIDEST_LABEL ? name : kind;
}

const WIDEST_LABEL = 10;

function loserRow({ at, name, why }: Loser, isOdd = true): Row {
  return {
    label: '',
    mark: isOdd ? '!' : undefined,
    cells: [{ text: `not ${shown(name)}` }, { text: why, tone: 'quiet' }],
    place: placeText(at),
  };
}

/** The line that ends it, where no step has told of it: `return`, `deny`, … */
function endRows({ outcome, steps }: Trace): Row[] {
  if (outcome.kind !== 'response' && outcome.kind !== 'file') return [];
  const { at } = outcome;
  if (at === undefined || steps.some((step) => step.at === at)) return [];
  const { name, args } = at.directive;
  const text = shown(args.map(({ raw }) => raw).join(' '));
  return [{ label: name, cells: [{ text }], place: placeText(at) }];
}

function cell(text: string): Row['cells'] {
  return text === '' ? [] : [{ text, tone: 'quiet' }];
}
