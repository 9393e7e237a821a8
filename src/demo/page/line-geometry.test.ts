import { describe, expect, test } from 'vitest';
import { layOut, messageWay, type Strain, strandPaths } from './line-geometry.ts';

describe.each([330, 1_100])('at a width of %i px', (width) => {
  const layout = layOut(width);

  test('everything stands within the picture, from left to right', () => {
    const { page, ring, nodes, nodeRadius } = layout;
    const marks = [0, page.x, page.x + page.width, ring.x - ring.rx, ring.x + ring.rx];
    marks.push(nodes.a.x - nodeRadius, nodes.a.x + nodeRadius, width);
    expect(marks).toEqual(marks.toSorted((a, b) => a - b));
  });

  test('every strain has the same commands, so that one can move into the other', () => {
    const commands = (strain: Strain): string[] =>
      strandPaths(layout, 100, strain).map((path) => path.replace(/[\d.-]+/g, ''));
    expect(commands('cut')).toEqual(commands('taut'));
    expect(commands('slack')).toEqual(commands('taut'));
  });

  test('a message goes along its line, through the ring, to the node', () => {
    const way = messageWay(layout, 'sse', layout.nodes.b);
    expect(way.map(({ y }) => y)).toEqual([
      layout.strands.sse,
      layout.strands.sse,
      layout.nodes.b.y,
    ]);
  });
});
