import type { Exchange, Setting, Trace, Value } from '../../nginx/model/index.ts';
import type { Directive, Placed } from '../../nginx/syntax/index.ts';

/** One thing that nginx does with a request, which a change may change. */
export interface Facet {
  /** For people, such as `the header Host sent to the backend`. */
  readonly what: string;
  /** What it is, for comparison and for people; empty where there is no such thing. */
  readonly text: string;
  /** By which means, where others have the same by the same means: the line, not its value. */
  readonly means: string;
  /** The lines that have a part in it; none for a default. */
  readonly lines: readonly Placed[];
}

export type Facets = ReadonlyMap<string, Facet>;

/** Who serves a request, and in which way: where this changes, nothing else can be compared. */
export function routeOf({ outcome, location, arrival, steps, exchange, request }: Trace): Facet {
  const server = arrival.choice?.server.level;
  const at = 'at' in outcome ? outcome.at : undefined;
  const end =
    outcome.kind === 'response'
      ? `answers ${[outcome.status, outcome.redirect?.text].join(' ').trim()}`
      : outcome.kind === 'proxy'
        ? `hands it on by ${textOf(at)}`
        : outcome.kind === 'file'
          ? `serves the file ${outcome.path.text ?? outcome.path.unknown?.what}`
          : outcome.kind === 'unknown'
            ? `does what is not known: ${outcome.unknown.what}`
            : `does not serve it: ${outcome.why}`;
  const place = location === undefined ? 'the server' : `location ${location.pattern}`;
  const lines = [
    at,
    location?.placed,
    exchange?.level.placed,
    ...steps.flatMap((step) => [step.at, ...step.lost.map((loser) => loser.at)]),
    ...(server?.named('listen') ?? []),
    ...(server?.named('server_name') ?? []),
    server?.placed,
  ];
  const guards = [...(request.letInBy ?? [])].map(wordsOf);
  const text = `${place} ${end}${guards.length === 0 ? '' : ` behind ${guards.join(', ')}`}`;
  return { what: 'what serves it', text, means: text, lines: lines.filter(isLine) };
}

/** Everything else that nginx does with a request which it hands on. */
export function facetsOf(trace: Trace): Facets {
  const facets = new Map<string, Facet>();
  const add = (key: string, what: string, text: string, lines: readonly (Placed | undefined)[]) => {
    facets.set(key, { what, text, means: text, lines: lines.filter(isLine) });
  };
  const { passing, answer, timeouts, exchange } = trace;
  if (exchange !== undefined) addSubrequests(exchange, add);
  if (passing?.target !== undefined) {
    const { target, line } = passing;
    const { upstream } = target;
    const servers = upstream?.servers.map(({ placed }) => placed) ?? [];
    const name = upstream?.name ?? shown(target.hostHeader);
    const where = `${shown(target.scheme)}://${name} (${servers.map(textOf).join(', ')})`;
    const deciding = [line, ...target.hostHeader.from, upstream?.placed, ...servers];
    add('upstream', 'the upstream', where, deciding);
    const balancing = [upstream?.balancing.placed, upstream?.sticky?.placed];
    add('balancing', 'the choice of a node', balancing.map(textOf).join(', '), balancing);
    const pool = upstream?.keepalive?.placed;
    add('pool', 'the pool of upstream connections', textOf(pool), [pool]);
  }
  if (passing?.request !== undefined) addRequest(facets, trace, add);
  for (const [name, setting] of Object.entries(timeouts ?? {}) as [string, Setting][]) {
    add(`timeout ${name}`, `the ${name} timeout`, `${setting.ms} ms`, [setting.at]);
  }
  if (answer !== undefined) {
    for (const name of ['buffering', 'gzip'] as const) {
      add(name, name, answer[name].isOn ? 'on' : 'off', [answer[name].at]);
    }
    add('cache', 'the cache', textOf(answer.cache), [answer.cache]);
  }
  return facets;
}

type Add = (
  key: string,
  what: string,
  text: string,
  lines: readonly (Placed | undefined)[],
) => void;

function addRequest(facets: Map<string, Facet>, { passing, exchange }: Trace, add: Add): void {
  if (passing?.request === undefined || exchange === undefined) return;
  const { method, uri, httpVersion, headers } = passing.request;
  const moves = exchange.steps.map(({ at }) => at);
  const line = `${shown(method)} ${shown(uri)}`;
  add('request', 'the request line', line, [passing.line, ...uri.from, ...method.from, ...moves]);
  const version = exchange.level.effective('proxy_http_version').at(-1);
  add('version', 'the HTTP version to the backend', httpVersion, [version]);
  for (const { name, value, origin } of headers) {
    const key = `header ${name.toLowerCase()}`;
    const known = facets.get(key);
    const means = origin === 'set' ? textOf(value.from.at(-1)) : origin;
    const lines = origin === 'default' ? [passing.line, ...value.from] : value.from;
    // nginx sends a header twice where two lines set it.
    facets.set(key, {
      what: `the header ${name} sent to the backend`,
      text: known === undefined ? shown(value) : `${known.text}, ${shown(value)}`,
      means: known === undefined ? means : `${known.means}, ${means}`,
      lines: [...(known?.lines ?? []), ...lines],
    });
  }
  addSilenced(facets, exchange);
}

/** Headers that lines set to nothing, which keeps nginx from sending them. */
function addSilenced(facets: Map<string, Facet>, exchange: Exchange): void {
  for (const line of exchange.level.effective('proxy_set_header')) {
    const [name = '', text = ''] = line.directive.args.map(({ value }) => value);
    const key = `header ${name.toLowerCase()}`;
    if (facets.has(key)) continue;
    const { from } = exchange.evaluate(text, line);
    const what = `the header ${name} sent to the backend`;
    facets.set(key, { what, text: '', means: textOf(line), lines: [line, ...from] });
  }
}

function addSubrequests({ subrequests }: Exchange, add: Add): void {
  for (const [index, { at, exchange }] of subrequests.entries()) {
    const { outcome, location } = exchange;
    const status = outcome !== undefined && 'status' in outcome ? ` ${outcome.status}` : '';
    const text = `${location?.pattern}: ${outcome?.kind}${status}`;
    const lines = [at, location?.placed, ...exchange.steps.map((step) => step.at)];
    add(`subrequest ${index}`, `what ${textOf(at)} asks`, text, lines);
  }
}

function shown(value: Value): string {
  return value.text ?? `(${value.unknown.what}: ${value.unknown.why})`;
}

/** A line without its layout. */
export function textOf(line: Placed | undefined): string {
  return line === undefined ? '' : wordsOf(line.directive);
}

function wordsOf({ name, args, tree }: Directive): string {
  return tree.source.show([name, ...args.map(({ raw }) => raw)].join(' '));
}

function isLine(line: Placed | undefined): line is Placed {
  return line !== undefined;
}
