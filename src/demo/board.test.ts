import { expect, test } from 'vitest';
import { Board } from './board.ts';

function boardAfter(steps: number): Board {
  const board = new Board({ epoch: 'e', step: 0, lit: [], recent: [] });
  for (let step = 1; step <= steps; step += 1) {
    board.apply({ step, lamp: step % 72, lit: true, node: 'a' });
  }
  return board;
}

test('takes only the next change', () => {
  const board = boardAfter(2);
  const change = { lamp: 1, lit: false, node: 'a' };
  expect(() => board.apply({ step: 4, ...change })).toThrow('expected step 3, but got step 4');
  expect(() => board.apply({ step: 2, ...change })).toThrow('expected step 3, but got step 2');
  expect(board.litLamps()).toEqual([1, 2]);
});

test('tells exactly what came after a position', () => {
  const steps = boardAfter(5).changesSince({ epoch: 'e', step: 3 });
  expect(steps?.map(({ step }) => step)).toEqual([4, 5]);
  expect(boardAfter(5).changesSince({ epoch: 'e', step: 5 })).toEqual([]);
  expect(boardAfter(5).changesSince({ epoch: 'e', step: 9 })).toEqual([]);
});

test('only the whole board will do for a new page, another epoch, or one away for too long', () => {
  const board = boardAfter(1_002);
  expect(board.changesSince(undefined)).toBeUndefined();
  expect(board.changesSince({ epoch: 'f', step: 1_001 })).toBeUndefined();
  expect(board.changesSince({ epoch: 'e', step: 1 })).toBeUndefined();
  expect(board.changesSince({ epoch: 'e', step: 2 })).toHaveLength(1_000);
});

test('a copy is the same board', () => {
  const board = boardAfter(3);
  const copy = new Board(board.state());
  expect(copy.state()).toEqual(board.state());
  expect(copy.changesSince({ epoch: 'e', step: 1 })).toHaveLength(2);
});
