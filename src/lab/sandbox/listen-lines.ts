import { listenAddresses, type Model } from '../../nginx/model/index.ts';
import type { Directive } from '../../nginx/syntax/index.ts';
import type { Line } from './line.ts';
import type { PlannedListener } from './listen-plan.ts';
import type { Rewriting } from './rewriting.ts';

/** What of a `listen` decides about requests; the rest is about the socket itself. */
const KEPT: ReadonlySet<string> = new Set([
  'default',
  'default_server',
  'http2',
  'proxy_protocol',
  'spdy',
  'ssl',
]);

/** The private sockets of a sandbox. */
export interface ListenContext {
  readonly plan: ReadonlyMap<string, PlannedListener>;
  /** A private port for servers at which nothing arrives. */
  readonly unasked: number;
  /** Servers of http without a line of their own; nginx has them listen on port 80. */
  readonly silent: ReadonlySet<Directive>;
  /** Servers all of whose lines are for UDP. */
  readonly datagram: ReadonlySet<Directive>;
}

/** Finds the servers that need a line in the place of what nginx would give them. */
export function serversToMend(model: Model): Pick<ListenContext, 'silent' | 'datagram'> {
  const silent = new Set<Directive>();
  const datagram = new Set<Directive>();
  for (const { level, listens } of model.listeners?.servers ?? []) {
    const directive = level.placed?.directive;
    if (directive === undefined) continue;
    if (listens.every(({ placed }) => placed === undefined)) silent.add(directive);
    else if (listens.every(({ udp }) => udp)) datagram.add(directive);
  }
  return { silent, datagram };
}

/** Has a server listen on a private port where nginx would choose a public one; false: it is left out. */
export function rewriteServerBlock(line: Line, into: Rewriting, context: ListenContext): boolean {
  const { directive, isStream } = line;
  const { plan, unasked, silent, datagram } = context;
  const { block } = directive;
  if (isStream) {
    const listens = (block?.children ?? []).filter(({ name }) => name === 'listen');
    if (listens.length === 0 || !listens.every(isDatagram)) return true;
    into.giveUp(line, DATAGRAM);
    return false;
  }
  const port = silent.has(directive) ? plan.get('0.0.0.0:80')?.port : unasked;
  if (silent.has(directive) || datagram.has(directive)) {
    into.addInside(line, `listen 127.0.0.1:${port ?? unasked};`);
  }
  return true;
}

const DATAGRAM = 'Nothing listens for UDP: no WebSocket of a browser goes over it yet.';

function isDatagram({ args }: Directive): boolean {
  return args.some(({ value }) => value === 'quic' || value === 'udp');
}

/** Has a server listen on its private ports. */
export function rewriteListen(line: Line, into: Rewriting, { plan }: ListenContext): void {
  const [address, ...options] = line.directive.args;
  if (isDatagram(line.directive)) {
    into.giveUp(line, DATAGRAM);
    return;
  }
  const texts = listenAddresses(address?.value ?? '', line.isStream ? undefined : 80);
  // What is no address nginx is left to refuse.
  if (texts.length === 0) return;
  const places = texts.map((text) => plan.get(text)).filter((place) => place !== undefined);
  const kept = options.map(({ value }) => value).filter((value) => KEPT.has(value));
  const words = places.map(({ port }) => ['listen', `127.0.0.1:${port}`, ...kept].join(' '));
  into.replaceDirective(line, words.map((text) => `${text};`).join(' '));
}
