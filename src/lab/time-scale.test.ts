import { describe, expect, test } from 'vitest';
import { PATIENCE_MS, silenceScale, waitScale } from './time-scale.ts';

const SECOND = 1_000;

describe('the scale of a silence', () => {
  test.each([60, 3_600, 86_400])('an idle timeout of %i s is proven in one', (seconds) => {
    expect(silenceScale(seconds * SECOND, undefined)).toBe(seconds);
    expect(silenceScale(seconds * SECOND, Number.POSITIVE_INFINITY)).toBe(seconds);
  });

  test('a short one is not made shorter', () => {
    expect(silenceScale(500, undefined)).toBe(1);
  });

  test('a heartbeat stays told apart from it, by more than the grain of timers', () => {
    const scale = silenceScale(60 * SECOND, 50 * SECOND);
    expect((10 * SECOND) / scale).toBeGreaterThanOrEqual(600);
    expect((60 * SECOND) / scale).toBeLessThanOrEqual(PATIENCE_MS);
  });

  test('one that is the same is not waited for longer than anybody would', () => {
    const scale = silenceScale(60 * SECOND, 60 * SECOND);
    expect((60 * SECOND) / scale).toBeLessThanOrEqual(PATIENCE_MS);
  });
});

test('a time that is waited for once becomes twice the grain', () => {
  expect(60 * SECOND * (1 / waitScale(60 * SECOND))).toBe(600);
  expect(waitScale(100)).toBe(1);
});
