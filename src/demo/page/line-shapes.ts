import { setAttributes, svg } from './dom.ts';
import { cutEnds, type LineLayout, type Point, type Strain, strandPaths } from './line-geometry.ts';
import { LAMP_COLUMNS, LAMP_COUNT, LAMP_ROWS, type Transport } from './wire.ts';
import { TRANSPORT_NAMES } from './words.ts';

/** The page in the picture: a window with a small signal board. */
export interface PageShape {
  readonly group: SVGGElement;
  readonly lamps: readonly SVGCircleElement[];
}

/** The height of the window's title bar, and the space around what is in the window, in pixels. */
const BAR = 18;
const MARGIN = 0.1;

/** Makes the page. */
export function makePage(): PageShape {
  const lamps = Array.from({ length: LAMP_COUNT }, () => svg('circle', { class: 'speck' }));
  return { group: svg('g', { class: 'page' }), lamps };
}

/** Draws the page into its place. */
export function drawPage(
  { group, lamps }: PageShape,
  place: LineLayout['page'],
  foot: number,
): void {
  const { x, y, width, height } = place;
  const pitch = (width * (1 - 2 * MARGIN)) / LAMP_COLUMNS;
  const left = x + width * MARGIN + pitch / 2;
  const top = y + (BAR + height - pitch * (LAMP_ROWS - 1)) / 2;
  for (const [lamp, speck] of lamps.entries()) {
    setAttributes(speck, {
      cx: left + (lamp % LAMP_COLUMNS) * pitch,
      cy: top + Math.floor(lamp / LAMP_COLUMNS) * pitch,
      r: pitch * 0.34,
    });
  }
  const dots = [0, 1, 2].map((index) =>
    svg('circle', { class: 'window-dot', cx: x + 11 + index * 9, cy: y + BAR / 2, r: 2.2 }),
  );
  group.replaceChildren(
    svg('rect', { class: 'window', x, y, width, height, rx: 7 }),
    svg('path', { class: 'window-bar', d: `M${x} ${y + BAR} h${width}` }),
    ...dots,
    ...lamps,
    svg('text', { class: 'place', x: x + width / 2, y: foot - 8 }, 'this page'),
  );
}

/** One of the three lines. */
export interface Strand {
  readonly group: SVGGElement;
  readonly halves: readonly [SVGPathElement, SVGPathElement];
  readonly twists: readonly [SVGPathElement, SVGPathElement];
  readonly frays: SVGPathElement;
  readonly eye: SVGCircleElement;
  readonly name: SVGTextElement;
  readonly strain: SVGTextElement;
}

/** Makes a line, its ends and its two words. */
export function makeStrand(transport: Transport): Strand {
  const path = (name: string): SVGPathElement => svg('path', { class: name });
  const strand = {
    halves: [path('rope'), path('rope')],
    twists: [path('twist'), path('twist')],
    frays: path('fray'),
    eye: svg('circle', { class: 'eye', r: 4.5 }),
    name: svg('text', { class: 'strand-name' }, TRANSPORT_NAMES[transport]),
    strain: svg('text', { class: 'strain' }),
  } as const;
  const { halves, twists, frays, eye, name, strain } = strand;
  return { ...strand, group: svg('g', {}, ...halves, ...twists, frays, eye, name, strain) };
}

/** Hangs a line at the height `y`. */
export function drawStrand(strand: Strand, layout: LineLayout, y: number, strain: Strain): void {
  const start = layout.page.x + layout.page.width;
  const paths = strandPaths(layout, y, strain);
  for (const [index, path] of paths.entries()) {
    strand.halves[index]?.setAttribute('d', path);
    strand.twists[index]?.setAttribute('d', path);
  }
  strand.group.setAttribute('class', `strand ${strain}`);
  strand.frays.setAttribute('d', strain === 'cut' ? frays(cutEnds(layout, y)) : '');
  setAttributes(strand.eye, { cx: start, cy: y });
  setAttributes(strand.name, { x: start + 14, y: y - 10 });
  setAttributes(strand.strain, { x: layout.ring.x - layout.ring.rx - 18, y: y - 10 });
  strand.strain.textContent = strain;
}

/** Three loose threads at either end of the cut. */
function frays([left, right]: readonly [Point, Point]): string {
  const threads = ({ x, y }: Point, way: number): string =>
    [2, 6, 10]
      .map((dx) => `M${x} ${y} q${dx * way * 0.2} 5 ${dx * way * 0.7} ${12 - dx * 0.5}`)
      .join('');
  return threads(left, 1) + threads(right, -1);
}

/** A node, and the light around it. */
export interface NodeShape {
  readonly group: SVGGElement;
  readonly circle: SVGCircleElement;
  readonly halo: SVGCircleElement;
}

/** Makes a node with its letter. */
export function makeNode(name: string): NodeShape {
  const halo = svg('circle', { class: 'halo' });
  const circle = svg('circle', { class: 'hull' });
  const letter = svg('text', { class: 'letter', dy: '0.35em' }, name);
  return { group: svg('g', { class: 'node' }, halo, circle, letter), circle, halo };
}
