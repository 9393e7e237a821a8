import { expect, test } from 'vitest';
import { RoundTrips } from './round-trips.ts';

test('measures from the ping to its own answer', () => {
  const trips = new RoundTrips();
  expect(trips.begin(100)).toBe(1);
  expect(trips.begin(101)).toBeUndefined();
  trips.end(7, 102);
  expect(trips.samples).toEqual([]);
  trips.end(1, 104);
  expect(trips.samples).toEqual([4]);
});

test('a ping over a line that was lost is not waited for', () => {
  const trips = new RoundTrips();
  trips.begin(100);
  trips.reset();
  expect(trips.begin(200)).toBe(2);
  trips.end(1, 201);
  expect(trips.samples).toEqual([]);
});
