import { beforeEach, expect, test } from 'vitest';
import { FakeClock, FakeLines, HELLO } from './fakes.fixture.ts';
import { Session } from './session.ts';
import type { Transport } from './wire.ts';

let lines: FakeLines;
let clock: FakeClock;
let told: string[];
let posted: (readonly Transport[])[];
let postFails: boolean;
let session: Session;

beforeEach(() => {
  lines = new FakeLines();
  clock = new FakeClock();
  told = [];
  posted = [];
  postFails = false;
  const ports = {
    ...clock.ports,
    now: () => 0,
    postCuts: async (transports: readonly Transport[]) => {
      if (postFails) throw new Error('nobody there');
      posted.push(transports);
    },
  };
  const address = { origin: 'http://localhost', session: 's' };
  session = new Session(address, lines.openers, ports, ({ type }) => told.push(type));
  session.start();
});

function upAtStep(step: number): void {
  lines.last('websocket').say(HELLO);
  lines.last('websocket').say({ type: 'snapshot', epoch: 'e', step, lit: [] });
}

test('a lamp is lit when the backend says so, and is pending until it has it', () => {
  upAtStep(0);
  session.press(5);
  expect([session.isLit(5), session.isPending(5)]).toEqual([false, true]);
  const line = lines.last('websocket');
  expect(line.sent).toEqual([{ type: 'set', number: 1, lamp: 5, lit: true }]);
  line.say({ type: 'change', step: 1, lamp: 5, lit: true, node: 'a' });
  line.say({ type: 'ack', number: 1 });
  expect([session.isLit(5), session.isPending(5)]).toEqual([true, false]);
});

test('a lamp that is pressed twice goes there and back', () => {
  upAtStep(0);
  session.press(5);
  session.press(5);
  const wanted = lines.last('websocket').sent.map((message) => 'lit' in message && message.lit);
  expect(wanted).toEqual([true, false]);
});

test('what was not confirmed is sent again over the next line, in order and with its number', () => {
  upAtStep(0);
  session.press(1);
  session.press(2);
  lines.last('websocket').say({ type: 'ack', number: 1 });
  lines.last('websocket').end(1006);
  session.press(3);
  lines.last('websocket').say(HELLO);
  expect(lines.last('websocket').sent).toEqual([
    { type: 'set', number: 2, lamp: 2, lit: true },
    { type: 'set', number: 3, lamp: 3, lit: true },
  ]);
});

test('a change that comes over two lines counts once', () => {
  upAtStep(0);
  const change = { type: 'change', step: 1, lamp: 5, lit: true, node: 'b' } as const;
  lines.last('websocket').say(change);
  lines.last('websocket').say(change);
  expect(told.filter((type) => type === 'step')).toHaveLength(1);
  expect(session.position).toEqual({ epoch: 'e', step: 1 });
});

test('a gap is not stepped over: the line is given up and the missing changes are asked for', () => {
  upAtStep(0);
  const broken = lines.last('websocket');
  broken.say({ type: 'change', step: 2, lamp: 5, lit: true, node: 'b' });
  expect(broken.closed).toBe(true);
  expect(lines.opened).toEqual(['websocket', 'websocket']);
  expect(session.position).toEqual({ epoch: 'e', step: 0 });
  expect(session.lastEnd?.words).toBe('step 2 came out of turn');
});

test('cuts add up, and are mended together', async () => {
  upAtStep(0);
  await session.cut();
  lines.last('websocket').end(1006);
  lines.last('websocket').end(1006);
  lines.last('sse').say(HELLO);
  await session.cut();
  expect(posted).toEqual([['websocket'], ['websocket', 'sse']]);
  expect(session.reconnects).toBe(1);
  await session.mend();
  expect(posted.at(-1)).toEqual([]);
  expect(lines.opened.at(-1)).toBe('websocket');
});

test('a line is not shown as cut when the backend could not be told', async () => {
  upAtStep(0);
  postFails = true;
  await session.cut();
  expect(session.cuts).toEqual([]);
  expect(told).toContain('not-cut');
});
