import { expect, test } from 'vitest';
import { Replica } from './replica.ts';

function replicaAtStep3(): Replica {
  const replica = new Replica();
  replica.replace({ type: 'snapshot', epoch: 'e', step: 3, lit: [7] });
  return replica;
}

test('takes the next change', () => {
  const replica = replicaAtStep3();
  expect(replica.take({ step: 4, lamp: 7, lit: false, node: 'a' })).toBe('changed');
  expect(replica.isLit(7)).toBe(false);
  expect(replica.position).toEqual({ epoch: 'e', step: 4 });
});

test('a change that came before is known, and changes nothing', () => {
  const replica = replicaAtStep3();
  expect(replica.take({ step: 3, lamp: 7, lit: false, node: 'a' })).toBe('known');
  expect(replica.isLit(7)).toBe(true);
});

test('a change that comes too soon is a gap, and changes nothing', () => {
  const replica = replicaAtStep3();
  expect(replica.take({ step: 5, lamp: 7, lit: false, node: 'a' })).toBe('gap');
  expect(replica.isLit(7)).toBe(true);
  expect(new Replica().take({ step: 1, lamp: 7, lit: true, node: 'a' })).toBe('gap');
});
