import { randomBytes } from 'node:crypto';
import { BoundedMap } from '../probe/bounded-map.ts';
import { Board } from './board.ts';
import type { Hub, HubLink, ToHub, ToNode } from './hub-messages.ts';
import { LAMP_COLUMNS, type Transport } from './page/wire.ts';

/** Sessions whose last change and cut lines are remembered. */
const SESSION_LIMIT = 10_000;

/** What the board shows at first: a ring, and a line that goes through it. */
const FIRST_LAMPS = [
  '............',
  '....####....',
  '...#....#...',
  '############',
  '...#....#...',
  '....####....',
];

/** Makes a hub: the one place that orders changes. Every node that joins is told all of them, in that order. */
export function createHub(): Hub {
  return new BoardHub();
}

class BoardHub implements Hub {
  // A new run counts its steps from 0 again; the epoch keeps pages of an earlier run from believing theirs.
  readonly #board = new Board({
    epoch: randomBytes(6).toString('hex'),
    step: 0,
    lit: lampsOf(FIRST_LAMPS),
    recent: [],
  });
  readonly #lastNumbers = new BoundedMap<string, number>(SESSION_LIMIT);
  readonly #cuts = new BoundedMap<string, readonly Transport[]>(SESSION_LIMIT);
  readonly #nodes = new Set<(message: ToNode) => void>();

  join(receive: (message: ToNode) => void): HubLink {
    this.#nodes.add(receive);
    receive({ type: 'state', board: this.#board.state(), cuts: this.#cuts.entries() });
    return {
      send: (message) => {
        this.#take(message);
        receive({ type: 'done', request: message.request });
      },
      leave: () => {
        this.#nodes.delete(receive);
      },
    };
  }

  #take(message: ToHub): void {
    if (message.type === 'cut') this.#cut(message.session, message.transports);
    else this.#set(message);
  }

  #set(message: ToHub & { type: 'set' }): void {
    // A page that did not hear of its change sends it again over its next line; it counts once.
    if (message.number <= (this.#lastNumbers.get(message.session) ?? 0)) return;
    this.#lastNumbers.set(message.session, message.number);
    const { lamp, lit, node } = message;
    const change = { step: this.#board.step + 1, lamp, lit, node };
    this.#board.apply(change);
    this.#tellAll({ type: 'change', change });
  }

  #cut(session: string, transports: readonly Transport[]): void {
    if (transports.length === 0) this.#cuts.delete(session);
    else this.#cuts.set(session, transports);
    this.#tellAll({ type: 'cut', session, transports });
  }

  #tellAll(message: ToNode): void {
    for (const receive of this.#nodes) receive(message);
  }
}

function lampsOf(rows: readonly string[]): number[] {
  const lamps: number[] = [];
  for (const [row, text] of rows.entries()) {
    for (const [column, sign] of [...text].entries()) {
      if (sign === '#') lamps.push(row * LAMP_COLUMNS + column);
    }
  }
  return lamps;
}
