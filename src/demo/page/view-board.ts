import { find, html, setAttributes, setText } from './dom.ts';
import type { Session } from './session.ts';
import { LAMP_COLUMNS, LAMP_COUNT, LAMP_ROWS } from './wire.ts';
import { lampName } from './words.ts';

/** How far each key moves, in columns and rows. */
const MOVES: ReadonlyMap<string, readonly [columns: number, rows: number]> = new Map([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowUp', [0, -1]],
  ['ArrowDown', [0, 1]],
]);

/** The signal board. One lamp is in the tab order; the arrow keys move among the others. */
export class BoardView {
  readonly #root = find('[data-view="board"]', HTMLElement);
  readonly #step = find('[data-fact="step"]', HTMLElement);
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #lamps: readonly HTMLButtonElement[];

  constructor(press: (lamp: number) => void) {
    this.#lamps = Array.from({ length: LAMP_COUNT }, (_, lamp) => makeLamp(lamp, press));
    this.#root.append(...this.#lamps);
    this.#root.addEventListener('keydown', (event) => this.#move(event));
    this.#root.addEventListener('focusin', ({ target }) => this.#rove(target));
  }

  /** Shows the board as the session knows it. */
  show(session: Session): void {
    setText(this.#step, session.position === undefined ? '–' : String(session.position.step));
    for (const [lamp, button] of this.#lamps.entries()) {
      button.setAttribute('aria-pressed', String(session.isLit(lamp)));
      button.toggleAttribute('data-pending', session.isPending(lamp));
    }
  }

  /** Draws the eye to the lamp that has just changed. */
  ripple(lamp: number): void {
    if (this.#still.matches) return;
    this.#lamps[lamp]?.animate(
      [
        { outline: '2px solid var(--lamp)', outlineOffset: '0px' },
        { outline: '2px solid transparent', outlineOffset: '9px' },
      ],
      { duration: 600, easing: 'ease-out' },
    );
  }

  #move(event: KeyboardEvent): void {
    const move = MOVES.get(event.key);
    const at = this.#lamps.findIndex((lamp) => lamp.tabIndex === 0);
    if (move === undefined) return;
    event.preventDefault();
    const column = clamp((at % LAMP_COLUMNS) + move[0], LAMP_COLUMNS);
    const row = clamp(Math.floor(at / LAMP_COLUMNS) + move[1], LAMP_ROWS);
    this.#lamps[row * LAMP_COLUMNS + column]?.focus();
  }

  #rove(focused: EventTarget | null): void {
    for (const lamp of this.#lamps) lamp.tabIndex = lamp === focused ? 0 : -1;
  }
}

function makeLamp(lamp: number, press: (lamp: number) => void): HTMLButtonElement {
  const button = html('button', 'lamp');
  button.type = 'button';
  button.tabIndex = lamp === 0 ? 0 : -1;
  setAttributes(button, {
    'data-lamp': lamp,
    'aria-label': `Lamp ${lampName(lamp)}`,
    'aria-pressed': 'false',
  });
  button.addEventListener('click', () => press(lamp));
  return button;
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}
