import { find, setAttributes, svg } from './dom.ts';
import {
  type LineLayout,
  layOut,
  messageWay,
  NODE_NAMES,
  nodePath,
  type Point,
  type Strain,
} from './line-geometry.ts';
import { drawPage, drawStrand, makeNode, makePage, makeStrand } from './line-shapes.ts';
import { TRANSPORTS, type Transport } from './wire.ts';

/** What the picture shows. */
export interface LineState {
  readonly transport: Transport | undefined;
  readonly node: string | undefined;
  readonly cuts: readonly Transport[];
  /** Whether a lamp is lit: the page in the picture shows the board too. */
  isLit(lamp: number): boolean;
}

/** Milliseconds that the spark of a message travels. */
const TRAVEL_MS = 620;

/** The picture of the path: page, three lines, the ring that is nginx, two nodes. */
export class LineView {
  readonly #root = find('[data-view="line"]', SVGSVGElement);
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #page = makePage();
  readonly #strands = new Map(TRANSPORTS.map((transport) => [transport, makeStrand(transport)]));
  readonly #leads = new Map(NODE_NAMES.map((name) => [name, svg('path', { class: 'lead' })]));
  readonly #leadTwist = svg('path', { class: 'twist lead-twist' });
  readonly #nodes = new Map(NODE_NAMES.map((name) => [name, makeNode(name)]));
  readonly #ringBehind = svg('path', { class: 'ring behind' });
  readonly #ringBefore = svg('path', { class: 'ring before' });
  readonly #ringShine = svg('path', { class: 'ring shine', pathLength: 100 });
  readonly #ringName = svg('text', { class: 'place' }, 'nginx');
  readonly #sparks = svg('g', { class: 'sparks' });
  #layout: LineLayout = layOut(1000);
  #state: LineState = { transport: undefined, node: undefined, cuts: [], isLit: () => false };

  constructor() {
    const strands = [...this.#strands.values()].map(({ group }) => group);
    const nodes = [...this.#nodes.values()].map(({ group }) => group);
    // The lines lead over the far side of the ring and under its near side: they go through it.
    this.#root.append(
      this.#page.group,
      this.#ringBehind,
      ...this.#leads.values(),
      this.#leadTwist,
      ...strands,
      this.#sparks,
      this.#ringBefore,
      this.#ringShine,
      ...nodes,
      this.#ringName,
    );
    const measure = (): void => this.#fit(this.#root.parentElement?.clientWidth ?? 1000);
    new ResizeObserver(measure).observe(this.#root.parentElement ?? this.#root);
    measure();
  }

  /** Shows a state. */
  show(state: LineState): void {
    this.#state = state;
    this.#draw();
  }

  /** Lets the spark of a message travel; `delayed` for one that answers a spark still on its way. */
  spark(kind: string, direction: 'up' | 'down', delayed = false): void {
    const { transport, node } = this.#state;
    const end = NODE_NAMES.find((name) => name === node);
    if (this.#still.matches || document.hidden || transport === undefined || end === undefined)
      return;
    const way = messageWay(this.#layout, transport, this.#layout.nodes[end]);
    const spark = svg('circle', { class: `spark ${kind}`, r: kind === 'change' ? 5.5 : 3.5 });
    this.#sparks.append(spark);
    spark
      .animate(travel(direction === 'up' ? way : [...way].reverse()), {
        duration: TRAVEL_MS,
        delay: delayed ? TRAVEL_MS : 0,
        easing: 'ease-in-out',
        fill: 'both',
      })
      .addEventListener('finish', () => spark.remove());
  }

  #fit(width: number): void {
    this.#layout = layOut(width);
    const { height, page, ring, nodes, nodeRadius } = this.#layout;
    setAttributes(this.#root, { viewBox: `0 0 ${width} ${height}`, width, height });
    drawPage(this.#page, page, height);
    const { x, y, rx, ry } = ring;
    const arc = (side: 0 | 1): string => `M${x} ${y - ry} A${rx} ${ry} 0 0 ${side} ${x} ${y + ry}`;
    this.#ringBehind.setAttribute('d', arc(0));
    this.#ringBefore.setAttribute('d', arc(1));
    this.#ringShine.setAttribute('d', arc(1));
    setAttributes(this.#ringName, { x, y: height - 8 });
    for (const [name, { group, circle, halo }] of this.#nodes) {
      group.setAttribute('transform', `translate(${nodes[name].x} ${nodes[name].y})`);
      circle.setAttribute('r', String(nodeRadius));
      halo.setAttribute('r', String(nodeRadius + 9));
    }
    this.#draw();
  }

  #draw(): void {
    const { transport, node, cuts } = this.#state;
    const { strands, nodes, ring } = this.#layout;
    for (const [lamp, dot] of this.#page.lamps.entries()) {
      dot.classList.toggle('lit', this.#state.isLit(lamp));
    }
    for (const [name, strand] of this.#strands) {
      const strain = strainOf(name, transport, cuts);
      drawStrand(strand, this.#layout, strands[name], strain);
    }
    this.#leadTwist.setAttribute('d', '');
    for (const [name, lead] of this.#leads) {
      const taut = transport !== undefined && node === name;
      const fromY = taut ? strands[transport] : ring.y;
      const path = nodePath(this.#layout, nodes[name], fromY, taut);
      lead.setAttribute('d', path);
      if (taut) this.#leadTwist.setAttribute('d', path);
      lead.setAttribute('class', taut ? 'lead taut' : 'lead slack');
    }
    for (const [name, { group }] of this.#nodes) {
      group.setAttribute('class', transport !== undefined && node === name ? 'node lit' : 'node');
    }
  }
}

function strainOf(
  name: Transport,
  inUse: Transport | undefined,
  cuts: readonly Transport[],
): Strain {
  if (name === inUse) return 'taut';
  return cuts.includes(name) ? 'cut' : 'slack';
}

function travel(way: readonly Point[]): Keyframe[] {
  const lengths = way.slice(1).map((point, index) => distance(point, way[index] ?? point));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let gone = 0;
  return way.map(({ x, y }, index) => {
    gone += index === 0 ? 0 : (lengths[index - 1] ?? 0);
    return { transform: `translate(${x}px, ${y}px)`, offset: Math.min(1, gone / whole) };
  });
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
