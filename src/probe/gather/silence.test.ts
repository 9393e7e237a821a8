import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { evidenceOf } from '../gather-evidence.ts';
import type { SilenceWish, Site } from '../site.ts';
import { had, startTestLab, type TestLab } from './lab.fixture.ts';

/** The server's idle timeout, in real milliseconds. */
const IDLE_MS = 1_500;

/** Closes a tunnel in which neither side has said anything for so long. */
function idling({ countsClient = true } = {}): Promise<TestLab> {
  return startTestLab({
    tunnel: (socket: Socket) => {
      let timer = setTimeout(() => socket.end(), IDLE_MS);
      const rearm = () => {
        clearTimeout(timer);
        timer = setTimeout(() => socket.end(), IDLE_MS);
      };
      if (countsClient) socket.on('data', rearm);
      const write = socket.write.bind(socket);
      socket.write = ((bytes: Uint8Array) => {
        rearm();
        return write(bytes);
      }) as typeof socket.write;
      socket.once('close', () => clearTimeout(timer));
    },
  });
}

function at({ site, lab }: TestLab, silence: Partial<SilenceWish>): Site {
  const wish = { wantedMs: 120_000, patienceMs: 6_000, scale: 40, inspector: lab.inspector };
  return { ...site, silence: { ...wish, ...silence } };
}

describe('silence', () => {
  test('ends in the time of the user; either side alone keeps it open', async () => {
    const evidence = had(await evidenceOf(at(await idling(), {}))('silence'));
    expect(evidence).toMatchObject({ wantedMs: 120_000, heartbeatMs: null, scale: 40, how: 'FIN' });
    expect(evidence.endedMs).toBeGreaterThan(50_000);
    expect(evidence.others.map(({ speaker, endedMs }) => [speaker, endedMs])).toEqual([
      ['client', null],
      ['backend', null],
    ]);
  });

  test('a side that does not count is found out', async () => {
    const lab = await idling({ countsClient: false });
    const { others } = had(await evidenceOf(at(lab, {}))('silence'));
    expect(others.find(({ speaker }) => speaker === 'client')).toMatchObject({ how: 'FIN' });
    expect(others.find(({ speaker }) => speaker === 'backend')).toMatchObject({ endedMs: null });
  });

  test('a heartbeat is sent for some beats', async () => {
    const lab = await idling();
    const { others } = had(
      await evidenceOf(at(lab, { heartbeatMs: 25_000, wantedMs: 31_000 }))('silence'),
    );
    expect(others).toEqual([
      { speaker: 'heartbeat', everyMs: 25_000, watchedMs: 75_000, endedMs: null, how: 'open' },
    ]);
  });

  test('what takes too long is not waited for', async () => {
    const { site } = await startTestLab();
    const silence = { wantedMs: 3_600_000, patienceMs: 1_000 };
    expect(await evidenceOf({ ...site, silence })('silence')).toEqual({
      kind: 'skipped',
      why: '3600 s of silence; not waited for',
    });
  });

  test('a stream is asked for by another name', async () => {
    const stream = at(await startTestLab(), { isStream: true, wantedMs: 60 });
    expect(await evidenceOf(stream)('silence')).toMatchObject({ kind: 'skipped' });
    expect(had(await evidenceOf(stream)('streamSilence'))).toMatchObject({ endedMs: null });
  });

  test('no tunnel, no silence', async () => {
    const closed = at(await startTestLab({ refuse: () => 404 }), {});
    expect(await evidenceOf(closed)('silence')).toMatchObject({ kind: 'unknown' });
  });
});
