import { beforeEach, describe, expect, test } from 'vitest';
import { FakeClock, FakeLines, HELLO } from './fakes.fixture.ts';
import { LineKeeper } from './line-keeper.ts';

let lines: FakeLines;
let clock: FakeClock;
let told: string[];
let keeper: LineKeeper;

beforeEach(() => {
  lines = new FakeLines();
  clock = new FakeClock();
  told = [];
  keeper = new LineKeeper(
    lines.openers,
    { origin: 'http://localhost', session: 's', position: () => undefined },
    {
      onUp: (transport) => told.push(`up ${transport}`),
      onDown: (transport, { code }) => told.push(`down ${transport} ${code ?? '-'}`),
      onFailed: (transport) => told.push(`failed ${transport}`),
      onMessage: ({ type }) => told.push(type),
      onNode: (node) => told.push(`node ${node}`),
    },
    clock.ports,
  );
});

function upOver(transport: 'websocket' | 'sse' | 'polling'): void {
  keeper.tryNow();
  for (const other of ['websocket', 'sse', 'polling'] as const) {
    if (other === transport) break;
    lines.last(other).end();
  }
  lines.last(transport).say(HELLO);
  told.length = 0;
}

describe('the first line', () => {
  test('is a WebSocket, if one says hello', () => {
    keeper.tryNow();
    expect(lines.opened).toEqual(['websocket']);
    lines.last('websocket').say(HELLO);
    expect(told).toEqual(['up websocket', 'hello']);
    expect(clock.delays()).not.toContain(1_000);
  });

  test('is the next best, if one fails', () => {
    keeper.tryNow();
    lines.last('websocket').end();
    lines.last('sse').end();
    lines.last('polling').say(HELLO);
    expect(told).toEqual(['failed websocket', 'failed sse', 'up polling', 'hello']);
  });

  test('is the next best, if one never says hello', () => {
    keeper.tryNow();
    clock.runOnly(6_000);
    expect(lines.last('websocket').closed).toBe(true);
    lines.last('sse').say(HELLO);
    expect(keeper.transport).toBe('sse');
  });

  test('is looked for again after a while, if all fail', () => {
    keeper.tryNow();
    for (const transport of ['websocket', 'sse', 'polling'] as const) lines.last(transport).end();
    clock.runOnly(1_000);
    expect(lines.opened).toEqual(['websocket', 'sse', 'polling', 'websocket']);
  });
});

describe('a line that is cut', () => {
  test('is followed by the next best, when its own kind fails', () => {
    upOver('websocket');
    lines.last('websocket').end(1006);
    lines.last('websocket').end();
    lines.last('sse').say(HELLO);
    expect(told).toEqual(['down websocket 1006', 'failed websocket', 'up sse', 'hello']);
  });

  test('while a better one is being tried: the lesser ones are tried too', () => {
    upOver('sse');
    clock.runOnly(1_000);
    lines.last('sse').end();
    lines.last('websocket').end();
    lines.last('sse').end();
    lines.last('polling').say(HELLO);
    expect(keeper.transport).toBe('polling');
  });

  test('tells nothing any more', () => {
    upOver('websocket');
    const old = lines.last('websocket');
    old.end(1006);
    told.length = 0;
    old.say({ type: 'heartbeat' });
    expect(told).toEqual([]);
  });
});

describe('on a lesser line', () => {
  test('a WebSocket is tried again, later and later, while the line in use carries on', () => {
    upOver('sse');
    for (const ms of [1_000, 1_600, 2_560]) {
      clock.runOnly(ms);
      expect(keeper.transport).toBe('sse');
      lines.last('websocket').end();
    }
    lines.last('sse').say({ type: 'heartbeat' });
    expect(told.at(-1)).toBe('heartbeat');
  });

  test('the old line is closed only when the new one is up', () => {
    upOver('sse');
    const old = lines.last('sse');
    keeper.tryNow();
    expect(old.closed).toBe(false);
    lines.last('websocket').say(HELLO);
    expect(old.closed).toBe(true);
    expect(told).toEqual(['up websocket', 'hello']);
  });

  test('polling tries an event stream too, after the WebSocket', () => {
    upOver('polling');
    clock.runOnly(1_000);
    lines.last('websocket').end();
    lines.last('sse').say(HELLO);
    expect(told).toEqual(['failed websocket', 'up sse', 'hello']);
  });
});

test('a heartbeat is answered', () => {
  upOver('websocket');
  lines.last('websocket').say({ type: 'heartbeat' });
  expect(lines.last('websocket').sent).toEqual([{ type: 'heartbeat' }]);
});

test('a line that misses two heartbeats is given up, one that speaks is not', () => {
  upOver('websocket');
  const silence = HELLO.heartbeatMs * 2.2;
  lines.last('websocket').say({ type: 'heartbeat' });
  expect(clock.delays().filter((ms) => ms === silence)).toHaveLength(1);
  clock.runOnly(silence);
  expect(told).toEqual(['heartbeat', 'down websocket -']);
});
