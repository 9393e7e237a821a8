import { describe, expect, test } from 'vitest';
import { coloured, plain } from '../paint.ts';
import { layOut, type Row } from './row.ts';

const rows: Row[] = [
  { label: 'server', cells: [{ text: 'app', tone: 'strong' }], place: 'a.conf:3' },
  {
    label: '',
    mark: '!',
    cells: [{ text: 'Host', width: 7 }, { text: 'b', width: 3 }, { text: 'c' }],
    place: 'a.conf:12',
  },
];

describe('rows', () => {
  test('stand below each other, label, mark, cells and place', () => {
    expect(layOut(rows, { columns: 60, paint: plain })).toEqual([
      '  server       app              a.conf:3',
      '             ! Host     b    c  a.conf:12',
    ]);
  });

  test('that are too long give up their padding first', () => {
    const long: Row = {
      label: '',
      cells: [{ text: 'Host', width: 7 }, { text: 'b', width: 20 }, { text: 'c' }],
    };
    expect(layOut([long], { columns: 40, paint: plain })).toEqual(['               Host     b  c']);
  });

  test('that are longer still hang under their second cell, and no line is too long', () => {
    const value = 'one two three four five six seven eight nine ten';
    const long: Row = {
      label: 'x',
      cells: [{ text: 'Name', width: 6 }, { text: value }],
      place: 'a.conf:1',
    };
    const lines = layOut([long], { columns: 45, paint: plain });
    expect(lines).toEqual([
      '  x            Name    one two three four',
      '                       five six seven eight',
      '                       nine ten  a.conf:1',
    ]);
  });

  test('a word that is longer than a line is cut', () => {
    const lines = layOut([{ label: 'x', cells: [{ text: 'y'.repeat(100) }] }], {
      columns: 60,
      paint: plain,
    });
    expect(lines.join('').replaceAll(/[ x]/g, '')).toBe('y'.repeat(100));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
  });

  test('colour adds nothing but colour', () => {
    for (const columns of [30, 60]) {
      const text = layOut(rows, { columns, paint: coloured }).join('\n');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
      const without = text.replace(/\u001b\[\d+m/g, '').replace(/ +$/gm, '');
      expect(without).toBe(layOut(rows, { columns, paint: plain }).join('\n'));
    }
  });
});
