import { find, setAttributes, setText } from './dom.ts';
import type { Openers } from './line.ts';
import { liveUrl } from './live-url.ts';
import { openPollingLine } from './polling-line.ts';
import { Session, type SessionEvent } from './session.ts';
import { openSseLine } from './sse-line.ts';
import { BoardView } from './view-board.ts';
import { FactsView } from './view-facts.ts';
import { LineView } from './view-line.ts';
import { LogView } from './view-log.ts';
import { SeenView } from './view-seen.ts';
import { openWebSocketLine } from './websocket-line.ts';
import { type FromNode, LIVE_PATHS, type Transport } from './wire.ts';
import { capital, lampName, TRANSPORT_NAMES } from './words.ts';

/** Milliseconds between two measurements of the round trip. */
const PING_MS = 2_000;

/** Milliseconds before the first one: a line that has just come up has other things to do. */
const SETTLE_MS = 400;

/** Milliseconds between two looks at the clock. */
const TICK_MS = 1_000;

const OPENERS: Openers = {
  websocket: openWebSocketLine,
  sse: openSseLine,
  polling: openPollingLine,
};

const address = { origin: location.origin, session: newSessionId() };
const ports = {
  now: () => performance.now(),
  random: Math.random,
  after: (ms: number, run: () => void) => {
    if (!Number.isFinite(ms)) return () => undefined;
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  postCuts,
};
const session = new Session(address, OPENERS, ports, onEvent);

/** The transports whose failing the log has told of. */
const knownToFail = new Set<Transport>();

const line = new LineView();
const board = new BoardView((lamp) => session.press(lamp));
const facts = new FactsView();
const log = new LogView();
const seen = new SeenView();
const status = find('[data-view="status"]', HTMLElement);
const statusNote = find('[data-view="status-note"]', HTMLElement);
const cutButton = find('[data-action="cut"]', HTMLButtonElement);
const mendButton = find('[data-action="mend"]', HTMLButtonElement);

cutButton.addEventListener('click', () => void session.cut());
mendButton.addEventListener('click', () => void session.mend());
addEventListener('online', () => session.start());
setText(find('[data-view="address"]', HTMLElement), webSocketAddress());
setInterval(() => facts.show(session, ports.now()), TICK_MS);
setInterval(() => {
  if (!document.hidden) session.ping();
}, PING_MS);
show();
session.start();

function onEvent(event: SessionEvent): void {
  tellLog(event);
  if (event.type === 'step') board.ripple(event.change.lamp);
  if (event.type === 'up') setTimeout(() => session.ping(), SETTLE_MS);
  show();
  if (event.type === 'sent') line.spark(sparkOf(event.message.type), 'up');
  if (event.type === 'received') sparkDown(event.message);
}

function show(): void {
  const { transport, node, cuts, position } = session;
  setAttributes(document.body, {
    'data-transport': transport ?? 'none',
    'data-node': node ?? '',
    'data-step': position?.step ?? '',
  });
  line.show({ transport, node, cuts, isLit: (lamp) => session.isLit(lamp) });
  board.show(session);
  facts.show(session, ports.now());
  seen.show(session.seen, node);
  showStatus();
}

function showStatus(): void {
  const { transport, node, cuts } = session;
  cutButton.disabled = transport === undefined;
  mendButton.disabled = cuts.length === 0;
  setText(cutButton, `Cut ${transport === undefined ? 'the line' : TRANSPORT_NAMES[transport]}`);
  if (transport === undefined) {
    setText(status, cuts.length === 0 ? 'No line yet.' : 'Every line is cut.');
    setText(statusNote, cuts.length === 0 ? 'Trying all three.' : 'Changes wait for a line.');
    return;
  }
  const name = TRANSPORT_NAMES[transport];
  const best = transport === 'websocket';
  setText(status, best ? 'The line is taut.' : `Cut, and held by ${name}.`);
  const until = best ? '' : ', until a WebSocket gets through again';
  setText(statusNote, `${capital(name)} through nginx to node ${node}${until}.`);
}

function tellLog(event: SessionEvent): void {
  switch (event.type) {
    case 'up':
      knownToFail.delete(event.transport);
      log.add('up', `${TRANSPORT_NAMES[event.transport]} is up, through node ${event.node}`);
      return;
    case 'down': {
      const code = event.end.code === undefined ? '' : `${event.end.code}, `;
      log.add('down', `${TRANSPORT_NAMES[event.transport]} is down: ${code}${event.end.words}`);
      return;
    }
    case 'failed':
      // It is tried again and again; that it still fails is no news.
      if (knownToFail.has(event.transport)) return;
      knownToFail.add(event.transport);
      log.add('down', `${TRANSPORT_NAMES[event.transport]}: ${event.end.words}`);
      return;
    case 'cut':
      log.add('note', `you had the ${TRANSPORT_NAMES[event.transport]} cut`);
      return;
    case 'mended':
      knownToFail.clear();
      log.add('note', 'you had every line mended');
      return;
    case 'not-cut':
      log.add('note', event.why);
      return;
    case 'step': {
      const { step, lamp, lit, node } = event.change;
      log.add('step', `step ${step}: ${lampName(lamp)} ${lit ? 'lit' : 'out'}, by node ${node}`);
    }
  }
}

function sparkDown(message: FromNode): void {
  // The greeting and the receipt travel with what they belong to.
  if (message.type === 'hello' || message.type === 'ack') return;
  line.spark(sparkOf(message.type), 'down', message.type === 'pong');
}

function sparkOf(type: string): string {
  if (type === 'set' || type === 'change' || type === 'snapshot') return 'change';
  return type === 'heartbeat' ? 'beat' : 'ping';
}

async function postCuts(transports: readonly Transport[]): Promise<void> {
  const url = liveUrl(LIVE_PATHS.cut, { ...address, position: () => undefined });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ transports }),
  }).catch(() => undefined);
  if (!response?.ok) throw new Error('the backend could not be told which lines to cut');
}

function webSocketAddress(): string {
  return `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${LIVE_PATHS.websocket}`;
}

/** Random enough that nobody else's lines are cut. `randomUUID` is not to be had over plain http. */
function newSessionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
