import type { LineEnd, LineTarget, Openers } from './line.ts';
import { type KeeperPorts, LineKeeper } from './line-keeper.ts';
import { Outbox } from './outbox.ts';
import { Replica } from './replica.ts';
import { RoundTrips } from './round-trips.ts';
import type { Change, FromNode, FromPage, Position, SeenRequest, Transport } from './wire.ts';

/** What happened, for whoever draws it. */
export type SessionEvent =
  | { readonly type: 'up'; readonly transport: Transport; readonly node: string }
  | { readonly type: 'down'; readonly transport: Transport; readonly end: LineEnd }
  | { readonly type: 'failed'; readonly transport: Transport; readonly end: LineEnd }
  | { readonly type: 'cut'; readonly transport: Transport }
  | { readonly type: 'mended' }
  | { readonly type: 'not-cut'; readonly why: string }
  | { readonly type: 'board' }
  | { readonly type: 'step'; readonly change: Change }
  | { readonly type: 'sent'; readonly message: FromPage }
  | { readonly type: 'received'; readonly message: FromNode };

/** The outside world of a session. */
export interface SessionPorts extends KeeperPorts {
  /** Milliseconds on a clock that only goes forward. */
  now(): number;
  /** Tells the backend which lines of this session are cut; rejects when it could not be told. */
  postCuts(transports: readonly Transport[]): Promise<void>;
}

/** One page's session: its line, its copy of the board, and what is known of both. */
export class Session {
  readonly roundTrips: RoundTrips = new RoundTrips();
  readonly #replica = new Replica();
  readonly #outbox = new Outbox();
  readonly #keeper: LineKeeper;
  readonly #ports: SessionPorts;
  readonly #tell: (event: SessionEvent) => void;
  #node: string | undefined;
  #seen: SeenRequest | undefined;
  #cuts: readonly Transport[] = [];
  #heartbeats = 0;
  #lastHeartbeatAt: number | undefined;
  #lastEnd: LineEnd | undefined;
  #reconnects = 0;
  #wasLost = false;

  constructor(
    address: { readonly origin: string; readonly session: string },
    openers: Openers,
    ports: SessionPorts,
    tell: (event: SessionEvent) => void,
  ) {
    this.#ports = ports;
    this.#tell = tell;
    const target: LineTarget = { ...address, position: () => this.#replica.position };
    const events = {
      onUp: () => this.#up(),
      onDown: (transport: Transport, end: LineEnd) => this.#down(transport, end),
      onFailed: (transport: Transport, end: LineEnd) => tell({ type: 'failed', transport, end }),
      onMessage: (message: FromNode) => this.#take(message),
      onNode: (node: string) => {
        this.#node = node;
      },
    };
    this.#keeper = new LineKeeper(openers, target, events, ports);
  }

  /** The transport in use. */
  get transport(): Transport | undefined {
    return this.#keeper.transport;
  }

  /** The node that was heard last over the line in use. */
  get node(): string | undefined {
    return this.transport === undefined ? undefined : this.#node;
  }

  /** This page's own request, as the backend saw it. */
  get seen(): SeenRequest | undefined {
    return this.#seen;
  }

  /** The lines that this page has had cut. */
  get cuts(): readonly Transport[] {
    return this.#cuts;
  }

  get heartbeats(): number {
    return this.#heartbeats;
  }

  /** When the last heartbeat came, on the clock of the ports. */
  get lastHeartbeatAt(): number | undefined {
    return this.#lastHeartbeatAt;
  }

  get lastEnd(): LineEnd | undefined {
    return this.#lastEnd;
  }

  /** How often a line was lost and another one found. */
  get reconnects(): number {
    return this.#reconnects;
  }

  /** How far the board has come. */
  get position(): Position | undefined {
    return this.#replica.position;
  }

  isLit(lamp: number): boolean {
    return this.#replica.isLit(lamp);
  }

  /** Whether a change of this lamp has not been confirmed. */
  isPending(lamp: number): boolean {
    return this.#outbox.wanted(lamp) !== undefined;
  }

  /** Begins, or tries again at once. */
  start(): void {
    this.#keeper.tryNow();
  }

  /** Lights a lamp that is dark, or the other way round. Without a line, the change waits for one. */
  press(lamp: number): void {
    const lit = this.#outbox.wanted(lamp) ?? this.isLit(lamp);
    this.#send(this.#outbox.put(lamp, !lit));
    this.#tell({ type: 'board' });
  }

  /** Measures the round trip once. */
  ping(): void {
    if (this.transport === undefined) return;
    const number = this.roundTrips.begin(this.#ports.now());
    if (number !== undefined) this.#send({ type: 'ping', number });
  }

  /** Has the line in use cut by the backend, without a close frame. */
  async cut(): Promise<void> {
    const transport = this.transport;
    if (transport === undefined) return;
    await this.#setCuts([...new Set([...this.#cuts, transport])], { type: 'cut', transport });
  }

  /** Mends all lines, and goes back to the best at once. */
  async mend(): Promise<void> {
    await this.#setCuts([], { type: 'mended' });
    this.#keeper.tryNow();
  }

  async #setCuts(cuts: readonly Transport[], done: SessionEvent): Promise<void> {
    const before = this.#cuts;
    // Before the answer: the line may well be down by the time that it comes.
    this.#cuts = cuts;
    this.#tell(done);
    try {
      await this.#ports.postCuts(cuts);
    } catch (error) {
      this.#cuts = before;
      this.#tell({ type: 'not-cut', why: error instanceof Error ? error.message : String(error) });
    }
  }

  #up(): void {
    if (this.#wasLost) this.#reconnects += 1;
    this.#wasLost = false;
    this.roundTrips.reset();
  }

  #down(transport: Transport, end: LineEnd): void {
    this.#wasLost = true;
    this.#lastEnd = end;
    this.roundTrips.reset();
    this.#tell({ type: 'down', transport, end });
  }

  #take(message: FromNode): void {
    switch (message.type) {
      case 'hello':
        this.#hello(message);
        break;
      case 'snapshot':
        this.#replica.replace(message);
        this.#tell({ type: 'board' });
        break;
      case 'change':
        this.#change(message);
        break;
      case 'ack':
        this.#outbox.acknowledge(message.number);
        this.#tell({ type: 'board' });
        break;
      case 'heartbeat':
        this.#heartbeats += 1;
        this.#lastHeartbeatAt = this.#ports.now();
        break;
      case 'pong':
        this.roundTrips.end(message.number, this.#ports.now());
    }
    this.#tell({ type: 'received', message });
  }

  #hello({ node, seen }: FromNode & { type: 'hello' }): void {
    const transport = this.transport;
    if (transport === undefined) return;
    this.#node = node;
    this.#seen = seen;
    this.#tell({ type: 'up', transport, node });
    // What the last line may have swallowed; the backend takes each change once.
    for (const change of this.#outbox.waiting()) this.#send(change);
  }

  #change({ step, lamp, lit, node }: Change): void {
    const change = { step, lamp, lit, node };
    const taken = this.#replica.take(change);
    if (taken === 'gap') this.#keeper.drop(`step ${step} came out of turn`);
    if (taken === 'changed') this.#tell({ type: 'step', change });
  }

  #send(message: FromPage): void {
    if (this.transport === undefined) return;
    this.#keeper.send(message);
    this.#tell({ type: 'sent', message });
  }
}
