import { find, setAttributes, setText } from './dom.ts';
import { ROUND_TRIPS_KEPT } from './round-trips.ts';
import type { Session } from './session.ts';
import { ago, capital, milliseconds, TRANSPORT_NAMES } from './words.ts';

/** The size of the curve of round trips, in the units of its picture. */
const CURVE = { width: 120, height: 30, margin: 3, dot: 2.2 } as const;

/** The facts below the picture. */
export class FactsView {
  readonly #transport = factAt('transport');
  readonly #transportNote = factAt('transport-note');
  readonly #node = factAt('node');
  readonly #nodeNote = factAt('node-note');
  readonly #roundTrip = factAt('round-trip');
  readonly #roundTripNote = factAt('round-trip-note');
  readonly #heartbeats = factAt('heartbeats');
  readonly #heartbeatsNote = factAt('heartbeats-note');
  readonly #reconnects = factAt('reconnects');
  readonly #close = factAt('close');
  readonly #closeNote = factAt('close-note');
  readonly #curve = find('[data-view="round-trips"] polyline', SVGPolylineElement);
  readonly #curveEnd = find('[data-view="round-trips"] circle', SVGCircleElement);

  /** Shows what the session knows at the time `now`. */
  show(session: Session, now: number): void {
    const { transport, node, seen, lastHeartbeatAt, lastEnd } = session;
    setText(
      this.#transport,
      transport === undefined ? 'None' : capital(TRANSPORT_NAMES[transport]),
    );
    setText(this.#transportNote, transport === undefined ? 'trying again' : transportNote(session));
    setText(this.#node, node ?? '–');
    setText(this.#nodeNote, node === undefined || !seen ? '' : `its connection ${seen.connection}`);
    this.#showRoundTrips(session.roundTrips.samples);
    setText(this.#heartbeats, String(session.heartbeats));
    const since = lastHeartbeatAt === undefined ? 'none yet' : `last ${ago(now - lastHeartbeatAt)}`;
    setText(this.#heartbeatsNote, since);
    setText(this.#reconnects, String(session.reconnects));
    setText(this.#close, lastEnd === undefined ? '–' : String(lastEnd.code ?? 'no code'));
    setText(this.#closeNote, lastEnd?.words ?? 'nothing has closed yet');
  }

  #showRoundTrips(samples: readonly number[]): void {
    const last = samples.at(-1);
    setText(this.#roundTrip, last === undefined ? '–' : milliseconds(last));
    const middle = [...samples].sort((a, b) => a - b)[Math.floor(samples.length / 2)];
    setText(this.#roundTripNote, middle === undefined ? '' : `median ${milliseconds(middle)}`);
    const points = curvePoints(samples);
    this.#curve.setAttribute('points', points.map(([x, y]) => `${x},${y}`).join(' '));
    const [x, y] = points.at(-1) ?? [0, 0];
    setAttributes(this.#curveEnd, { cx: x, cy: y, r: points.length === 0 ? 0 : CURVE.dot });
  }
}

function factAt(name: string): HTMLElement {
  return find(`[data-fact="${name}"]`, HTMLElement);
}

function transportNote({ transport, cuts }: Session): string {
  if (transport === 'websocket') return 'first choice';
  return cuts.length === 0 ? 'until a WebSocket gets through' : 'until the line is mended';
}

/** The samples as a curve that ends at the right edge and fills the height. */
function curvePoints(samples: readonly number[]): [x: number, y: number][] {
  const { width, height, margin } = CURVE;
  const most = Math.max(...samples, 1);
  const step = (width - 2 * margin) / (ROUND_TRIPS_KEPT - 1);
  return samples.map((sample, index) => {
    const x = width - margin - (samples.length - 1 - index) * step;
    const y = height - margin - (sample / most) * (height - 2 * margin);
    return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
  });
}
