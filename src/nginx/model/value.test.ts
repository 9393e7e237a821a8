import { expect, test } from 'vitest';
import { inServer, modelOf } from './trace.fixture.ts';
import { concat, emptyValue, known, unknown, via } from './value.ts';

const [first, second] =
  modelOf(inServer('root a; root b;')).http?.blocks('server')[0]?.named('root') ?? [];
if (first === undefined || second === undefined) throw new Error('Two lines are needed.');

test('values one behind the other have all lines, each once, in their order', () => {
  const whole = concat([known('a', [first]), known('b'), known('c', [second, first])]);
  expect(whole).toEqual(known('abc', [first, second]));
  expect(concat([])).toEqual(emptyValue);
});

test('the first part that is not known makes the whole unknown; lines are kept', () => {
  const whole = concat([known('a', [first]), unknown('$b', 'why b'), unknown('$c', 'why c')]);
  expect(whole).toEqual({
    text: undefined,
    from: [first],
    unknown: { what: '$b', why: 'why b', at: undefined },
  });
});

test('a line is added behind those that had a part, and only once', () => {
  const value = via(known('a', [first]), second);
  expect(value.from).toEqual([first, second]);
  expect(via(value, first)).toBe(value);
});
