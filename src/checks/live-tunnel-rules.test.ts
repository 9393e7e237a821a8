import { describe, expect, test } from 'vitest';
import type { ReloadEvidence } from '../probe/evidence.ts';
import type { SilenceEvidence, TogetherEvidence } from '../probe/lab-evidence.ts';
import { capacity } from './capacity.ts';
import { connectTimeout } from './connect-timeout.ts';
import { idleTimeout } from './idle-timeout.ts';
import { judgedLive, severitiesLive } from './judged-live.fixture.ts';
import { limits } from './limits.ts';
import { answer } from './live-evidence.fixture.ts';
import { reload } from './reload.ts';
import { streamTimeout } from './stream-timeout.ts';

describe('silence', () => {
  const silent = (endedMs: number | null, more: Partial<SilenceEvidence> = {}) => ({
    wantedMs: 66_000,
    heartbeatMs: null,
    scale: 60,
    endedMs,
    how: endedMs === null ? 'open' : 'FIN',
    others: [],
    ...more,
  });

  test.each([
    ['hardly any heartbeat is so frequent', 5_000, 'error'],
    ['two usual heartbeats do not fit in', 30_400, 'warning'],
    ['a minute, measured a little early', 59_100, 'advice'],
    ['a minute, measured a little late', 61_200, 'advice'],
  ])('without a heartbeat that is known: %s', (_, endedMs, severity) => {
    expect(severitiesLive(idleTimeout, { silence: silent(endedMs) })).toEqual([severity]);
    expect(severitiesLive(streamTimeout, { streamSilence: silent(endedMs) })).toEqual([severity]);
  });

  test('an hour does without', () => {
    expect(judgedLive(idleTimeout, { silence: silent(3_640_000, { scale: 3_600 }) })).toEqual({
      problems: [],
      end: 'closed by FIN after 1 h of silence (time divided by 3600)',
    });
  });

  test('with a heartbeat', () => {
    const judged = (endedMs: number, heartbeatMs: number) =>
      severitiesLive(idleTimeout, { silence: silent(endedMs, { heartbeatMs }) });
    expect(judged(60_200, 25_000)).toEqual([]);
    expect(judged(60_200, 55_000)).toEqual(['warning']);
    expect(judged(60_200, 90_000)).toEqual(['error']);
    expect(judged(60_200, Number.POSITIVE_INFINITY)).toEqual(['error']);
  });

  test('a heartbeat that does not keep the tunnel', () => {
    const beaten = {
      speaker: 'heartbeat',
      everyMs: 25_000,
      watchedMs: 75_000,
      endedMs: 20_000,
      how: 'FIN',
    } as const;
    const { problems, end } = judgedLive(idleTimeout, {
      silence: silent(20_000, { heartbeatMs: 25_000, others: [beaten] }),
    });
    expect(problems).toEqual([expect.stringMatching(/^error: A tunnel with a heartbeat every 25/)]);
    expect(end).toContain('with a heartbeat: closed by FIN after 20.0 s of silence (time divided');
  });

  test('who kept it open is said', () => {
    const kept = { everyMs: 20_000, watchedMs: 90_000, endedMs: null, how: 'open' } as const;
    const others = [
      { speaker: 'client', ...kept },
      { speaker: 'backend', ...kept, endedMs: 1 },
    ] as const;
    const { end } = judgedLive(idleTimeout, { silence: silent(60_100, { others }) });
    expect(end).toBe(
      'closed by FIN after 60.1 s of silence (time divided by 60); kept open by the client alone',
    );
  });
});

describe('limits', () => {
  const together = (opened: number, log: string[] = []): { together: TogetherEvidence } => ({
    together: { asked: 16, opened, refusals: opened < 16 ? [answer(429)] : [], log },
  });

  test('tunnels that count for as long as they are open', () => {
    const log = ['limiting connections by zone "addresses"'];
    expect(judgedLive(limits, together(5, log))).toEqual({
      problems: [expect.stringMatching(/^warning: After 5 open tunnels .*\(limit_conn\), of 16/)],
      end: '5 tunnels from one address, then 429',
    });
    expect(severitiesLive(limits, together(5))).toEqual(['warning']);
  });

  test('handshakes that come too quickly', () => {
    const log = ['limiting requests, excess: 1.000 by zone "one"'];
    expect(judgedLive(limits, together(1, log)).problems).toEqual([
      expect.stringMatching(/^warning: After 1 quick handshakes/),
    ]);
    expect(judgedLive(limits, together(6, log)).problems).toEqual([]);
  });

  test('all, and none', () => {
    expect(judgedLive(limits, together(16)).end).toBe('16 tunnels at once from one address');
    expect(judgedLive(limits, together(0)).end).toMatch(/^unknown/);
  });
});

describe('capacity', () => {
  const judged = (declared: number | null, alive: number, status: number | null = null) =>
    judgedLive(capacity, {
      together: { asked: 16, opened: 16, refusals: [], log: [] },
      crowd: {
        declared,
        asked: 300,
        opened: alive,
        alive,
        failure: alive < 300 ? answer(status) : null,
      },
    });

  test('fewer than there are to be', () => {
    expect(judged(300, 255).problems).toEqual([expect.stringMatching(/^error: 255 of 300/)]);
    expect(judged(null, 255).problems).toEqual([expect.stringMatching(/^advice: 255 of 300/)]);
  });

  test('more than were tried', () => {
    expect(judged(9_000, 300)).toEqual({
      problems: [],
      end: '300 of 300 tunnels open at once, of 9000 that are to be',
    });
  });

  test('a limit that comes first', () => {
    expect(judged(300, 20, 429)).toEqual({
      problems: [],
      end: expect.stringMatching(/^unknown: a limit/),
    });
  });
});

describe('reload', () => {
  const cut = (droppedAfterMs: number): { reload: ReloadEvidence } => ({
    reload: {
      asked: 20,
      tunnels: 20,
      dropped: 20,
      droppedAfterMs,
      watchedMs: droppedAfterMs * 2,
      scale: 10,
      refused: null,
    },
  });

  test('when tunnels were cut is said in the time of the user', () => {
    expect(judgedLive(reload, cut(10_100))).toEqual({
      problems: [expect.stringContaining('20 of 20 tunnels were dead 10.1 s after a reload')],
      end: '20 tunnels through a reload, 20 dropped after 10.1 s (time divided by 10)',
    });
  });

  test('minutes are enough', () => {
    expect(judgedLive(reload, cut(301_000)).problems).toEqual([]);
  });
});

test('connect-timeout: a backend that dies', () => {
  const deadBackend = { status: 504, afterMs: 5_000, scale: 10 };
  const silent = { ...answer(504), afterMs: 60_200 };
  const dyingBackend = { afterMs: 5, scale: 10, nodes: 2, tried: 2, silent, ...answer(502) };
  expect(judgedLive(connectTimeout, { deadBackend, dyingBackend })).toEqual({
    problems: [],
    end: 'a backend that takes no connection: 504 after 5.0 s (time divided by 10); one that dies in the handshake: 502, 2 of 2 nodes tried; one that never answers: 504 after 60.2 s',
  });
  const unanswered = { ...dyingBackend, ...answer(null), afterMs: 40_000 };
  expect(severitiesLive(connectTimeout, { deadBackend, dyingBackend: unanswered })).toEqual([
    'advice',
  ]);
});
