import { expect, test } from 'vitest';
import { createHub } from './hub.ts';
import type { HubLink, ToHub, ToNode } from './hub-messages.ts';

function set(request: number, session: string, number: number, lamp: number): ToHub {
  return { type: 'set', request, session, number, lamp, lit: true, node: 'a' };
}

function join(hub: ReturnType<typeof createHub>): { heard: ToNode[]; link: HubLink } {
  const heard: ToNode[] = [];
  return { heard, link: hub.join((message) => heard.push(message)) };
}

function steps(heard: readonly ToNode[]): string[] {
  return heard.flatMap((message) =>
    message.type === 'change' ? [`${message.change.step}:${message.change.lamp}`] : [],
  );
}

test('every node hears every change, in one order', () => {
  const hub = createHub();
  const [a, b] = [join(hub), join(hub)];
  a.link.send(set(1, 's', 1, 10));
  b.link.send(set(1, 't', 1, 20));
  a.link.send(set(2, 's', 2, 30));
  expect(steps(a.heard)).toEqual(['1:10', '2:20', '3:30']);
  expect(steps(b.heard)).toEqual(['1:10', '2:20', '3:30']);
});

test('a change that is sent again counts once, and is confirmed both times', () => {
  const hub = createHub();
  const [a, b] = [join(hub), join(hub)];
  a.link.send(set(1, 's', 1, 10));
  b.link.send(set(1, 's', 1, 10));
  expect(steps(b.heard)).toEqual(['1:10']);
  expect(b.heard.at(-1)).toEqual({ type: 'done', request: 1 });
});

test('a node hears of its change before it hears that it is done', () => {
  const { heard, link } = join(createHub());
  link.send(set(4, 's', 1, 10));
  expect(heard.map(({ type }) => type)).toEqual(['state', 'change', 'done']);
});

test('a node that joins late is given the board and the cuts as they are', () => {
  const hub = createHub();
  const first = join(hub);
  first.link.send(set(1, 's', 1, 0));
  first.link.send({ type: 'cut', request: 2, session: 's', transports: ['sse'] });
  first.link.send({ type: 'cut', request: 3, session: 't', transports: ['polling'] });
  first.link.send({ type: 'cut', request: 4, session: 't', transports: [] });
  const [state] = join(hub).heard;
  expect(state).toMatchObject({ type: 'state', cuts: [['s', ['sse']]], board: { step: 1 } });
  expect(state?.type === 'state' && state.board.lit).toContain(0);
});

test('a node that left hears nothing', () => {
  const hub = createHub();
  const [a, b] = [join(hub), join(hub)];
  b.link.leave();
  a.link.send(set(1, 's', 1, 10));
  expect(steps(b.heard)).toEqual([]);
});
