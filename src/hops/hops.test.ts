import { describe, expect, test } from 'vitest';
import { findHop, hopKinds } from './index.ts';

describe('findHop', () => {
  test.each([
    ['alb', 'alb'],
    ['AWS-ALB', 'alb'],
    ['aws_alb', 'alb'],
    ['AWS Application Load Balancer', 'alb'],
    ['Cloudflare', 'cloudflare'],
    ['heroku', 'heroku'],
    ['fly.io', 'fly'],
    ['Azure Front Door', 'azure-front-door'],
    [' gcp ', 'gcp'],
  ])('%s', (name, id) => {
    expect(findHop(name)?.id).toBe(id);
  });

  test('takes no name for another that it begins or ends with', () => {
    for (const name of ['', 'a', 'lb', 'alba', 'my-alb', 'gcp-']) {
      expect(findHop(name), name).toBeUndefined();
    }
  });
});

describe('the table', () => {
  test('no two kinds go by one name', () => {
    const names = hopKinds.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/);
  });

  test('every figure has a source and a date, and makes sense', () => {
    for (const { id, idleMs, longestIdleMs, lifetimeMs, notes } of hopKinds) {
      const figures = [idleMs, longestIdleMs, lifetimeMs].filter((one) => one !== undefined);
      for (const { value } of figures) expect(value, id).toBeGreaterThanOrEqual(30_000);
      for (const { source, asOf } of [...figures, ...notes]) {
        expect(source.length, id).toBeGreaterThan(10);
        expect(asOf, id).toMatch(/^20\d\d-\d\d(?:-\d\d)?$/);
      }
      for (const { value } of notes) expect(value, id).toMatch(/^[A-Z].*\.$/);
      if (longestIdleMs && idleMs) {
        expect(longestIdleMs.value, id).toBeGreaterThanOrEqual(idleMs.value);
      }
    }
  });

  test('what is only hearsay is not there: Cloudflare documents no idle timeout for WebSockets', () => {
    expect(findHop('cloudflare')?.idleMs).toBeUndefined();
  });

  test('the limits that a heartbeat has to beat', () => {
    const idle = (name: string): number | undefined => findHop(name)?.idleMs?.value;
    expect([idle('alb'), idle('heroku'), idle('gcp'), idle('nlb'), idle('railway')]).toEqual([
      60_000,
      55_000,
      30_000,
      350_000,
      Number.POSITIVE_INFINITY,
    ]);
    expect(findHop('api-gateway')?.lifetimeMs?.value).toBe(7_200_000);
  });
});
