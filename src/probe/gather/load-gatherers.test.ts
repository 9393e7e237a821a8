import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { evidenceOf } from '../gather-evidence.ts';
import { had, startTestLab, withErrorLog } from './lab.fixture.ts';

test('bigRequests: cookies of growing length', async () => {
  const { site } = await startTestLab({
    refuse: ({ headers }) => ((headers.cookie?.length ?? 0) > 5_000 ? 400 : undefined),
  });
  const { requests } = had(await evidenceOf(site)('bigRequests'));
  expect(requests.map(({ bytes, status }) => [bytes, status])).toEqual([
    [4_096, 101],
    [8_000, 400],
    [16_000, 400],
  ]);
});

test('bigAnswer and dyingBackend: the backends are told so', async () => {
  const { site, lab } = await startTestLab({
    nodes: 2,
    refuse: (_, kind) => ({ 'big-answer': 502, dying: 504 })[kind as string],
  });
  const failing = { ...lab, scale: 10 };
  const evidence = evidenceOf({ ...site, failing });
  expect(had(await evidence('bigAnswer'))).toMatchObject({ status: 502, log: [] });
  expect(had(await evidence('dyingBackend'))).toMatchObject({
    status: 504,
    scale: 10,
    nodes: 2,
    tried: 1,
  });
  expect(await evidenceOf(site)('dyingBackend')).toMatchObject({ kind: 'skipped' });
});

test('together: a few refusals are enough', async () => {
  let open = 0;
  const { site, lab } = await startTestLab({
    refuse: () => (open >= 4 ? 429 : undefined),
    tunnel: () => {
      open += 1;
    },
  });
  const limited = withErrorLog(site, () => ['limiting connections by zone "a"']);
  const together = { path: lab.path, tunnels: 50 };
  expect(had(await evidenceOf({ ...limited, together })('together'))).toEqual({
    asked: 50,
    opened: 4,
    refusals: Array.from({ length: 3 }, () => ({ status: 429, detail: '429 Refused' })),
    log: ['limiting connections by zone "a"'],
  });
});

test('crowd: it ends with the batch in which one is not let in', async () => {
  let tried = 0;
  const { site, lab } = await startTestLab({
    refuse: () => {
      tried += 1;
      return tried > 60 ? 503 : undefined;
    },
    // Pings are answered with an empty pong of the same payload.
    tunnel: (socket) => socket.on('data', (frame: Buffer) => socket.write(pongFor(frame))),
  });
  const crowd = { path: lab.path, tunnels: 300, declared: 9_000 };
  expect(had(await evidenceOf({ ...site, crowd })('crowd'))).toEqual({
    declared: 9_000,
    asked: 300,
    opened: 60,
    alive: 60,
    failure: { status: 503, detail: '503 Refused' },
  });
  expect(tried).toBe(100);
});

describe('reload', () => {
  const reloading = async (tunnel: (socket: Socket) => void, cut: () => void = () => {}) => {
    const { site, lab } = await startTestLab({ tunnel });
    const { nginx } = withErrorLog(site, () => []);
    const reload = { path: lab.path, tunnels: 4, watchMs: 50, scale: 10 };
    const cutting = nginx && {
      ...nginx,
      reload: async () => {
        cut();
        return null;
      },
    };
    return evidenceOf({ ...site, reload, ...(cutting && { nginx: cutting }) })('reload');
  };
  const answering = (socket: Socket) =>
    socket.on('data', (frame: Buffer) => socket.write(pongFor(frame)));

  test('what ended before it was not dropped by it', async () => {
    let opened = 0;
    const some = (socket: Socket) => {
      opened += 1;
      if (opened % 2 === 0) socket.end();
      else answering(socket);
    };
    expect(had(await reloading(some))).toMatchObject({
      asked: 4,
      tunnels: 2,
      dropped: 0,
      droppedAfterMs: null,
    });
    const none = await reloading((socket) => socket.end());
    expect(none).toEqual({ kind: 'unknown', why: 'every tunnel ended before the reload' });
  });

  test('what it cuts was dropped', async () => {
    const open: Socket[] = [];
    const kept = (socket: Socket) => {
      open.push(socket);
      answering(socket);
    };
    const cut = () => {
      for (const socket of open) socket.destroy();
    };
    expect(had(await reloading(kept, cut))).toMatchObject({
      tunnels: 4,
      dropped: 4,
      droppedAfterMs: expect.any(Number),
    });
  });
});

/** The pong of a short masked ping (RFC 6455 section 5.5.3). */
function pongFor(frame: Buffer): Uint8Array {
  if (frame[0] !== 0x89) return new Uint8Array(0);
  const payload = frame.subarray(6).map((byte, at) => byte ^ (frame[2 + (at % 4)] ?? 0));
  return Uint8Array.of(0x8a, payload.length, ...payload);
}

test('chain: the first hop, and those behind it', async () => {
  const outer = await startTestLab({ refuse: () => 400 });
  const inner = await startTestLab();
  const hops = [{ name: 'inner', path: inner.lab.path }];
  expect(had(await evidenceOf({ ...outer.site, hops })('chain'))).toEqual({
    outer: { status: 400, detail: '400 Refused' },
    hops: [{ name: 'inner', status: 101, detail: '101 Switching Protocols' }],
  });
  expect(await evidenceOf(outer.site)('chain')).toMatchObject({ kind: 'skipped' });
});

describe('sessions', () => {
  const engine = (nodeOf: (count: number) => string) => {
    const known = new Map<string, string>();
    let count = 0;
    let node = 'a';
    return startTestLab({
      nodes: 2,
      nodeOf: () => {
        count += 1;
        node = nodeOf(count);
        return node;
      },
      plain: ({ url }, response) => {
        const sid = new URL(url ?? '', 'http://a').searchParams.get('sid');
        if (sid === null) {
          known.set(`s${count}`, node);
          response.end(`0{"sid":"s${count}"}`);
        } else response.writeHead(known.get(sid) === node ? 200 : 400).end('Session ID unknown');
      },
      refuse: ({ url }) => {
        const sid = new URL(url ?? '', 'http://a').searchParams.get('sid');
        return known.get(sid ?? '') === node ? undefined : 400;
      },
    });
  };

  test('a session whose every request finds its node', async () => {
    const { site } = await engine(() => 'a');
    const { sessions } = had(await evidenceOf({ ...site, nodesNeedSession: true })('sessions'));
    expect(sessions).toHaveLength(4);
    expect(sessions[0]).toEqual({ broken: null, reached: ['a', 'a', 'a', 'a'] });
  });

  test('one that is torn', async () => {
    const { site } = await engine((count) => (count % 2 === 0 ? 'b' : 'a'));
    const { sessions } = had(await evidenceOf({ ...site, nodesNeedSession: true })('sessions'));
    expect(sessions[0]).toEqual({
      broken: { status: 400, detail: '400 Bad Request, "Session ID unknown"' },
      reached: ['a', 'b', 'a', 'b'],
    });
  });

  test('polls tell of the hop in front, as handshakes do', async () => {
    const told: (string | undefined)[] = [];
    const { site, lab } = await startTestLab({
      nodes: 2,
      plain: ({ headers }, response) => {
        told.push(headers['x-forwarded-proto']?.toString());
        response.end('0{"sid":"s"}');
      },
    });
    const path = { ...lab.path, tlsEndsBefore: true };
    const behind = { ...site, lab: { ...lab, path }, nodesNeedSession: true };
    had(await evidenceOf(behind)('sessions'));
    expect(new Set(told)).toEqual(new Set(['https']));
  });

  test('none is asked for where none is needed', async () => {
    const { site } = await engine(() => 'a');
    expect(await evidenceOf(site)('sessions')).toMatchObject({ kind: 'skipped' });
  });
});

test('plainPost: a form through the location', async () => {
  const { site } = await startTestLab({
    plain: (request, response) => {
      response.writeHead(request.method === 'POST' ? 400 : 200).end('no body, please');
    },
  });
  expect(had(await evidenceOf(site)('plainPost'))).toMatchObject({
    status: 400,
    detail: '400 Bad Request, "no body, please"',
    arrival: { requestLine: expect.stringMatching(/^POST \/ws\//) },
  });
});
