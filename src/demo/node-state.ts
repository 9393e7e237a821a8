import { BoundedMap } from '../probe/bounded-map.ts';
import { Board } from './board.ts';
import type { Client } from './client.ts';
import type { Hub, HubLink, ToHub, ToNode } from './hub-messages.ts';
import type { FromNode, Position, Transport } from './page/wire.ts';

/** Sessions whose cut lines a node remembers; no fewer than the hub does. */
const CUT_LIMIT = 10_000;

/** What a node knows: its copy of the board, which sessions' lines are cut, and the clients that are connected. */
export class NodeState {
  readonly name: string;
  readonly clients: Set<Client> = new Set();
  readonly #link: HubLink;
  readonly #cuts = new BoundedMap<string, readonly Transport[]>(CUT_LIMIT);
  readonly #waiting = new Map<number, () => void>();
  readonly #joined: Promise<void>;
  #board: Board | undefined;
  #requests = 0;

  constructor(name: string, hub: Hub) {
    this.name = name;
    let tellJoined = (): void => undefined;
    this.#joined = new Promise((resolve) => {
      tellJoined = resolve;
    });
    this.#link = hub.join((message) => {
      this.#receive(message);
      if (message.type === 'state') tellJoined();
    });
  }

  /** Resolves when the hub has told the state; no client may be let in before. */
  joined(): Promise<void> {
    return this.#joined;
  }

  /** Asks the hub to take a change of a session; resolves when all that this node will ever hear of it was heard. */
  set(session: string, change: { number: number; lamp: number; lit: boolean }): Promise<void> {
    const { number, lamp, lit } = change;
    return this.#ask({ type: 'set', session, number, lamp, lit, node: this.name });
  }

  /** Cuts these lines of a session, on every node, and mends its others. */
  cut(session: string, transports: readonly Transport[]): Promise<void> {
    return this.#ask({ type: 'cut', session, transports });
  }

  /** Whether this line of this session is cut. */
  isCut(session: string, transport: Transport): boolean {
    return this.#cuts.get(session)?.includes(transport) ?? false;
  }

  /** What a page at `position` has to be told to be in step. */
  catchUp(position: Position | undefined): FromNode[] {
    const board = this.#knownBoard();
    const changes = board.changesSince(position);
    if (changes !== undefined) return changes.map((change) => ({ type: 'change', ...change }));
    return [{ type: 'snapshot', epoch: board.epoch, step: board.step, lit: board.litLamps() }];
  }

  /** Leaves the hub; nothing is heard of it any more. */
  leave(): void {
    this.#link.leave();
  }

  #receive(message: ToNode): void {
    switch (message.type) {
      case 'state':
        this.#board = new Board(message.board);
        for (const [session, transports] of message.cuts) this.#cuts.set(session, transports);
        return;
      case 'change':
        this.#knownBoard().apply(message.change);
        for (const client of this.clients) client.send({ type: 'change', ...message.change });
        return;
      case 'cut':
        this.#cut(message.session, message.transports);
        return;
      case 'done':
        this.#waiting.get(message.request)?.();
        this.#waiting.delete(message.request);
    }
  }

  #cut(session: string, transports: readonly Transport[]): void {
    if (transports.length === 0) this.#cuts.delete(session);
    else this.#cuts.set(session, transports);
    for (const client of this.clients) {
      if (client.session === session && transports.includes(client.transport)) client.cut();
    }
  }

  #ask(question: DistributiveOmit<ToHub, 'request'>): Promise<void> {
    this.#requests += 1;
    const request = this.#requests;
    return new Promise((resolve) => {
      this.#waiting.set(request, resolve);
      this.#link.send({ ...question, request });
    });
  }

  #knownBoard(): Board {
    if (this.#board === undefined) throw new Error(`Node ${this.name} was used before it joined.`);
    return this.#board;
  }
}

/** `Omit` that keeps a union a union. */
type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown
  ? Omit<Union, Key>
  : never;
