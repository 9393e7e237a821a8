import { expect, test } from 'vitest';
import { formatPosition, parsePosition } from './wire.ts';

test('a position survives the way through a query', () => {
  const position = { epoch: '3f9a1c', step: 42 };
  expect(parsePosition(formatPosition(position))).toEqual(position);
});

test.each(['', '3f9a1c', '3f9a1c.', '.42', '3f9a1c.-1', 'XY.1', '3f.1.2'])(
  '%j is no position',
  (text) => {
    expect(parsePosition(text)).toBeUndefined();
  },
);
