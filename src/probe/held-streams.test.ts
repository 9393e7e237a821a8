import { expect, test } from 'vitest';
import { HeldStreams } from './held-streams.ts';

test('a stream goes on once, and only for its own probe', () => {
  const streams = new HeldStreams();
  const gone: string[] = [];
  streams.hold('p', () => gone.push('one'));
  streams.hold('p', () => gone.push('two'));
  expect(streams.release('q')).toBe(0);
  expect(streams.release('p')).toBe(2);
  expect(streams.release('p')).toBe(0);
  expect(gone).toEqual(['one', 'two']);
});

test('forgetting one that has gone on leaves those that came later', () => {
  const streams = new HeldStreams();
  const forget = streams.hold('p', () => {});
  streams.release('p');
  const forgetLater = streams.hold('p', () => {});
  forget();
  expect(streams.release('p')).toBe(1);
  forgetLater();
});
