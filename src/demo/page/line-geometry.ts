import { TRANSPORTS, type Transport } from './wire.ts';

/** How one of the three lines hangs. */
export type Strain = 'taut' | 'slack' | 'cut';

/** A place in the picture, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where things stand in the picture of the path: page, ring, nodes, and the height of each line. */
export interface LineLayout {
  readonly width: number;
  readonly height: number;
  readonly page: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly strands: Readonly<Record<Transport, number>>;
  readonly ring: Point & { readonly rx: number; readonly ry: number };
  readonly nodes: Readonly<Record<'a' | 'b', Point>>;
  readonly nodeRadius: number;
}

/** The names of the nodes in the picture. */
export const NODE_NAMES = ['a', 'b'] as const;

/** Below this width, in pixels, everything moves closer together. */
const NARROW = 560;

/** How far a slack line sags, and the end of a cut one falls, in pixels. */
const SAG = 20;
const FALL = 24;

const HEIGHT = 264;
const FIRST_STRAND = 72;
const STRAND_GAP = 58;

/** Lays the picture out for a width in pixels, so that its text keeps its size on every screen. */
export function layOut(width: number): LineLayout {
  const narrow = width < NARROW;
  const nodeRadius = narrow ? 19 : 25;
  const [websocket, sse, polling] = TRANSPORTS.map((_, rank) => FIRST_STRAND + rank * STRAND_GAP);
  const strands = { websocket: websocket ?? 0, sse: sse ?? 0, polling: polling ?? 0 };
  const nodeX = width - nodeRadius - (narrow ? 6 : 28);
  return {
    width,
    height: HEIGHT,
    page: { x: 1.5, y: 34, width: narrow ? 58 : 148, height: 188 },
    strands,
    ring: {
      x: Math.round(width * (narrow ? 0.66 : 0.64)),
      y: strands.sse,
      rx: narrow ? 16 : 24,
      ry: 90,
    },
    nodes: { a: { x: nodeX, y: strands.websocket }, b: { x: nodeX, y: strands.polling } },
    nodeRadius,
  };
}

/**
 * The two halves of a line between page and ring, as path data. All strains have the same commands,
 * so that a browser can move one into the other.
 */
export function strandPaths(layout: LineLayout, y: number, strain: Strain): [string, string] {
  const from = { x: layout.page.x + layout.page.width, y };
  const to = { x: layout.ring.x, y };
  const length = to.x - from.x;
  if (strain === 'cut') {
    const [left, right] = cutEnds(layout, y);
    return [
      curve(from, { x: from.x + length * 0.18, y: y + 1 }, { x: left.x - 8, y: y + 6 }, left),
      curve(right, { x: right.x + 8, y: y + 6 }, { x: to.x - length * 0.18, y: y + 1 }, to),
    ];
  }
  const sag = strain === 'taut' ? 0 : SAG;
  const middle = { x: from.x + length / 2, y: y + sag };
  return [
    curve(
      from,
      { x: from.x + length / 6, y: y + sag * 0.7 },
      { x: middle.x - length / 6, y: middle.y },
      middle,
    ),
    curve(
      middle,
      { x: middle.x + length / 6, y: middle.y },
      { x: to.x - length / 6, y: y + sag * 0.7 },
      to,
    ),
  ];
}

/** Where the two ends of a cut line hang. */
export function cutEnds({ page, ring }: LineLayout, y: number): [Point, Point] {
  const start = page.x + page.width;
  const length = ring.x - start;
  return [
    { x: start + length * 0.42, y: y + FALL },
    { x: start + length * 0.6, y: y + FALL },
  ];
}

/** The line from the ring to a node. */
export function nodePath(layout: LineLayout, node: Point, fromY: number, taut: boolean): string {
  const from = { x: layout.ring.x, y: fromY };
  const to = { x: node.x - layout.nodeRadius, y: node.y };
  const sag = taut ? 0 : SAG * 0.8;
  return curve(from, between(from, to, 1 / 3, sag), between(from, to, 2 / 3, sag), to);
}

/** The corners of the way of a message, from the page to a node. */
export function messageWay(layout: LineLayout, transport: Transport, node: Point): Point[] {
  const y = layout.strands[transport];
  return [
    { x: layout.page.x + layout.page.width, y },
    { x: layout.ring.x, y },
    { x: node.x - layout.nodeRadius, y: node.y },
  ];
}

function between(from: Point, to: Point, part: number, sag: number): Point {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part + sag };
}

function curve(start: Point, first: Point, second: Point, end: Point): string {
  return `M${pair(start)} C${pair(first)} ${pair(second)} ${pair(end)}`;
}

function pair({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
